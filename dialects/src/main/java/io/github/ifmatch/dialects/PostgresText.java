package io.github.ifmatch.dialects;

import java.math.BigDecimal;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;

/** Values as PostgreSQL reads them (manual, chapter 8), the way its driver would write them. */
final class PostgresText {

    /** The last moment that is not rounded to the next day: the database keeps microseconds. */
    private static final LocalTime LAST = LocalTime.of(23, 59, 59, 999_999_499);

    /** From this year on, java.sql's calendar and java.time's agree. */
    private static final int GREGORIAN = 1600;

    private PostgresText() {}

    /** The text; empty where it is not sure to mean the same. */
    static Optional<String> of(Object value) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Byte
                || value instanceof Double
                || value instanceof Float
                || value instanceof UUID) {
            return Optional.of(value.toString());
        }
        if (value instanceof BigDecimal decimal) {
            return Optional.of(decimal.scale() >= 0 ? decimal.toPlainString() : decimal.toString());
        }
        if (value instanceof byte[] bytes) {
            return Optional.of("\\x" + HexFormat.of().formatHex(bytes));
        }
        return value instanceof Temporal temporal ? ofTemporal(temporal) : ofDate(value);
    }

    private static Optional<String> ofTemporal(Temporal temporal) {
        boolean hasYear = temporal.isSupported(ChronoField.YEAR);
        if (hasYear && (temporal.get(ChronoField.YEAR) < 1 || temporal.get(ChronoField.YEAR) > 9999)) {
            return Optional.empty();
        }
        boolean rounds = temporal.isSupported(ChronoField.NANO_OF_SECOND)
                && LocalTime.from(temporal).isAfter(LAST);
        boolean isKnown = temporal instanceof LocalDate
                || temporal instanceof LocalTime
                || temporal instanceof LocalDateTime
                || temporal instanceof OffsetTime
                || temporal instanceof OffsetDateTime;
        return isKnown && !rounds ? Optional.of(temporal.toString()) : Optional.empty();
    }

    /** The wall clock of this JVM, with its offset for columns that keep a zone. */
    private static Optional<String> ofDate(Object value) {
        if (value instanceof Timestamp timestamp && timestamp.toLocalDateTime().getYear() >= GREGORIAN) {
            return ofTemporal(timestamp.toLocalDateTime().atOffset(offset(timestamp)));
        }
        if (value instanceof java.sql.Date date && date.toLocalDate().getYear() >= GREGORIAN) {
            return ofTemporal(date.toLocalDate());
        }
        return value instanceof Time time
                ? ofTemporal(time.toLocalTime().with(ChronoField.MILLI_OF_SECOND, Math.floorMod(time.getTime(), 1000L)))
                : Optional.empty();
    }

    /** As java.util's time zone has it, which before about 1900 is not what java.time's has. */
    private static ZoneOffset offset(Timestamp timestamp) {
        return ZoneOffset.ofTotalSeconds(TimeZone.getDefault().getOffset(timestamp.getTime()) / 1_000);
    }
}
