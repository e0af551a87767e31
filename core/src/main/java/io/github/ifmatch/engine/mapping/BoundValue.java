package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.type.ColumnType;
import java.math.BigDecimal;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value as it was bound to a statement, taken for a column's Java type. */
final class BoundValue {

    /** ISO 8601, as each class writes itself; bytes in Base64 (RFC 4648 §4). */
    private static final Map<Class<?>, Function<String, ?>> PARSERS = Map.of(
            LocalDate.class, LocalDate::parse,
            LocalTime.class, LocalTime::parse,
            LocalDateTime.class, LocalDateTime::parse,
            OffsetTime.class, OffsetTime::parse,
            OffsetDateTime.class, OffsetDateTime::parse,
            Instant.class, text -> OffsetDateTime.parse(text).toInstant(),
            byte[].class, Base64.getDecoder()::decode);

    private BoundValue() {}

    /**
     * The value, as this type: as it is, as the same number in another width, or parsed from its text.
     *
     * @throws IllegalArgumentException if it is null, or cannot be taken so; the value is not in the message
     */
    static Object as(Class<?> type, @Nullable Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be NULL: no row would be found");
        }
        Class<?> wanted = Primitives.wrapper(type);
        Object taken = wanted.isInstance(value) ? value : converted(wanted, value);
        if (taken == null) {
            throw new IllegalArgumentException(name + " must be bound as a " + wanted.getName() + ": "
                    + value.getClass().getName());
        }
        return taken;
    }

    /** The value as another class, if it says the same there: a number exactly, a text as the class writes itself; else null. */
    static @Nullable Object converted(Class<?> wanted, Object value) {
        try {
            if (value instanceof Number number) {
                return ExactNumber.as(wanted, number);
            }
            if (value instanceof java.util.Date date) {
                return taken(wanted, date);
            }
            return value instanceof String text ? parsed(wanted, text) : null;
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return null;
        }
    }

    /**
     * Whether what was bound says this value, and the database can take it for no other. A number may be of another width; a number, a truth
     * value or a character may be its text, an enum its name, a UUID its text in either case. What is no text is never one, for some databases
     * compare it by another rule than texts; and no text is bytes.
     */
    @SuppressWarnings("unchecked")
    static boolean isSame(Object value, Object bound) {
        if (value instanceof Number number && bound instanceof Number other) {
            return isSame(number, other);
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof Character) {
            return value.equals(bound) || value.toString().equals(bound);
        }
        if (value instanceof Instant instant && bound instanceof OffsetDateTime at) {
            return instant.equals(at.toInstant());
        }
        Class<Object> type = (Class<Object>) value.getClass();
        if (type.isInstance(bound)) {
            return ColumnType.of(type).same(value, bound);
        }
        Object taken = value instanceof byte[] ? null : converted(type, bound);
        return taken != null && ColumnType.of(type).same(value, taken);
    }

    private static boolean isSame(Number one, Number other) {
        try {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        } catch (NumberFormatException e) { // NaN and the infinite, which name no row
            return false;
        }
    }

    private static @Nullable Object parsed(Class<?> wanted, String text) {
        if (wanted.isEnum()) {
            return constant(wanted, text);
        }
        if (wanted == UUID.class) {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? uuid : null; // it takes 1-1-1-1-1, too
        }
        Function<String, ?> parser = PARSERS.get(wanted);
        return parser == null ? null : parser.apply(text);
    }

    /** JDBC's older classes; as its drivers do, a date without a zone is taken in that of the JVM. */
    private static @Nullable Object taken(Class<?> wanted, java.util.Date date) {
        if (date instanceof Timestamp at) {
            return wanted == Instant.class
                    ? at.toInstant()
                    : wanted == OffsetDateTime.class
                            ? at.toInstant().atOffset(ZoneOffset.UTC)
                            : wanted == LocalDateTime.class ? at.toLocalDateTime() : null;
        }
        if (date instanceof java.sql.Date day) {
            return wanted == LocalDate.class ? day.toLocalDate() : null;
        }
        return date instanceof Time time && wanted == LocalTime.class ? time.toLocalTime() : null;
    }

    private static @Nullable Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        return null;
    }
}
