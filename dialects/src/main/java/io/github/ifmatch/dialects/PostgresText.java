package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BatchStatement.Untyped;
import java.math.BigDecimal;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;

/** Values as PostgreSQL reads them (manual, chapter 8), the way its driver would write them. */
final class PostgresText {

    /** The last moment that is not rounded to the next day: the database keeps microseconds. */
    private static final LocalTime LAST = LocalTime.of(23, 59, 59, 999_999_499);

    /** Years of four digits are written alike by both sides. */
    private static final int FIRST_YEAR = 1;

    private static final int LAST_YEAR = 9999;

    /** From this year on, java.sql's calendar and java.time's agree. */
    private static final int GREGORIAN = 1600;

    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().appendOffset("+HH:mm:ss", "+00").toFormatter(Locale.ROOT);

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .append(OFFSET)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(TIME)
            .toFormatter(Locale.ROOT);

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
        if (value instanceof Untyped untyped) {
            return Optional.of(untyped.text());
        }
        if (value instanceof BigDecimal decimal) {
            return Optional.of(isPlain(decimal) ? decimal.toString() : decimal.toPlainString());
        }
        if (value instanceof byte[] bytes) {
            return Optional.of("\\x" + HexFormat.of().formatHex(bytes));
        }
        return value instanceof Temporal temporal ? ofTemporal(temporal) : ofDate(value);
    }

    /** Whether its text, which is faster to make, is the plain one; or of no digits behind the point, where the driver takes it, too. */
    private static boolean isPlain(BigDecimal decimal) {
        return decimal.scale() <= 0 || decimal.precision() - decimal.scale() > -6;
    }

    private static Optional<String> ofTemporal(Temporal temporal) {
        if (temporal instanceof OffsetDateTime moment) {
            return of(moment, moment.getYear(), moment.toLocalTime());
        }
        if (temporal instanceof LocalDateTime moment) {
            return of(moment, moment.getYear(), moment.toLocalTime());
        }
        if (temporal instanceof LocalDate date) {
            return of(date, date.getYear(), LocalTime.MIDNIGHT);
        }
        if (temporal instanceof OffsetTime time) {
            return of(time, FIRST_YEAR, time.toLocalTime());
        }
        return temporal instanceof LocalTime time ? of(time, FIRST_YEAR, time) : Optional.empty();
    }

    private static Optional<String> of(Temporal temporal, int year, LocalTime time) {
        boolean isSure = year >= FIRST_YEAR && year <= LAST_YEAR && !time.isAfter(LAST);
        return isSure ? Optional.of(temporal.toString()) : Optional.empty();
    }

    /** The wall clock of this JVM with its offset, to the letter as the driver writes them: a text column shows it. */
    private static Optional<String> ofDate(Object value) {
        if (value instanceof Timestamp timestamp && timestamp.toLocalDateTime().getYear() >= GREGORIAN) {
            LocalDateTime rounded = timestamp.toLocalDateTime().plusNanos(500).truncatedTo(ChronoUnit.MICROS);
            OffsetDateTime moment = rounded.atOffset(offset(timestamp.getTime()));
            return of(moment, moment.getYear(), moment.toLocalTime()).map(text -> MOMENT.format(moment));
        }
        if (value instanceof java.sql.Date date && date.toLocalDate().getYear() >= GREGORIAN) {
            return ofTemporal(date.toLocalDate()).map(text -> text + " " + OFFSET.format(offset(date.getTime())));
        }
        return value instanceof Time time
                ? Optional.of(TIME.format(time.toLocalTime()
                        .with(ChronoField.MILLI_OF_SECOND, Math.floorMod(time.getTime(), 1000L))
                        .atOffset(offset(time.getTime()))))
                : Optional.empty();
    }

    /** As java.util's time zone has it, which before about 1900 is not what java.time's has. */
    private static ZoneOffset offset(long time) {
        return ZoneOffset.ofTotalSeconds(TimeZone.getDefault().getOffset(time) / 1_000);
    }
}
