package io.github.ifmatch.dialects;

import io.github.ifmatch.dialects.SqliteTypes.Text;
import io.github.ifmatch.type.ColumnType;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Dates and times as texts of ISO 8601: always with nine digits of a second, and points in time always in UTC, so that they sort as
 * they follow each other. Immutable.
 *
 * <p>What SQLite itself writes ({@code CURRENT_TIMESTAMP}: with a space, without a zone) can be read, too, and so can the milliseconds since
 * 1970 that the driver writes.
 */
final class SqliteTimes {

    static final Map<Class<?>, ColumnType<?>> TYPES = Map.of(
            LocalDate.class, text(LocalDate::toString, LocalDate::parse),
            LocalTime.class, text(ClockText::nanos, LocalTime::parse),
            LocalDateTime.class, text(SqliteTimes::written, SqliteTimes::local),
            OffsetTime.class, text(time -> ClockText.nanos(time.toLocalTime()) + time.getOffset(), OffsetTime::parse),
            OffsetDateTime.class,
                    new Text<OffsetDateTime>(
                            at -> written(at.toInstant()),
                            text -> clock(instant(text)).atOffset(ZoneOffset.UTC),
                            (one, other) -> one.toInstant().equals(other.toInstant())),
            Instant.class, text(SqliteTimes::written, SqliteTimes::instant),
            Date.class, text(date -> date.toLocalDate().toString(), text -> Date.valueOf(day(text))),
            Time.class, text(time -> ClockText.nanos(time.toLocalTime()), text -> Time.valueOf(LocalTime.parse(text))),
            Timestamp.class, text(at -> written(at.toLocalDateTime()), text -> Timestamp.valueOf(local(text))));

    private SqliteTimes() {}

    private static <T> Text<T> text(Function<T, String> writing, Function<String, T> reading) {
        return new Text<>(writing, reading, Object::equals);
    }

    private static String written(Instant at) {
        return written(clock(at)) + "Z";
    }

    private static String written(LocalDateTime at) {
        return ClockText.nanos(at, 'T');
    }

    /** In UTC; without its rules, which would be made anew each time. */
    private static LocalDateTime clock(Instant at) {
        return LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC);
    }

    private static Instant instant(String text) {
        Optional<LocalDateTime> own = text.endsWith("Z") ? ClockText.moment(text, text.length() - 1) : Optional.empty();
        if (own.isPresent()) {
            return own.get().toInstant(ZoneOffset.UTC);
        }
        if (isMilliseconds(text)) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        String iso = iso(text);
        boolean hasZone = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return hasZone
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime local(String text) {
        return ClockText.moment(text, text.length())
                .orElseGet(() -> isMilliseconds(text)
                        ? new Timestamp(Long.parseLong(text)).toLocalDateTime()
                        : LocalDateTime.parse(iso(text)));
    }

    private static LocalDate day(String text) {
        return isMilliseconds(text) ? local(text).toLocalDate() : LocalDate.parse(text);
    }

    /** Asked of every time that is read, so without an expression, which would be compiled each time. */
    private static boolean isMilliseconds(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > start;
    }

    private static String iso(String text) {
        return text.replace(' ', 'T');
    }
}
