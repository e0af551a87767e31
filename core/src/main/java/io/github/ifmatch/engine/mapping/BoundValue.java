package io.github.ifmatch.engine.mapping;

import java.math.BigDecimal;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A value as it was bound to a statement, taken for a column's Java type. */
final class BoundValue {

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
        try {
            Object taken = wanted.isInstance(value) ? value : converted(wanted, value);
            if (taken != null) {
                return taken;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(name, wanted, value);
        }
        throw refused(name, wanted, value);
    }

    private static IllegalArgumentException refused(String name, Class<?> wanted, Object value) {
        return new IllegalArgumentException(name + " must be bound as a " + wanted.getName() + ": "
                + value.getClass().getName());
    }

    private static @Nullable Object converted(Class<?> wanted, Object value) {
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            if (wanted == Long.class) {
                return exact.longValueExact();
            }
            if (wanted == Integer.class) {
                return exact.intValueExact();
            }
            return wanted == Short.class ? (Object) exact.shortValueExact() : wanted == BigDecimal.class ? exact : null;
        }
        if (value instanceof java.util.Date date) {
            return taken(wanted, date);
        }
        if (value instanceof String text) {
            return wanted == UUID.class ? UUID.fromString(text) : wanted.isEnum() ? constant(wanted, text) : null;
        }
        return null;
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
