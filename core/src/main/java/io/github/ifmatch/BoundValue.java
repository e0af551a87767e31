package io.github.ifmatch;

import java.math.BigDecimal;
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
        if (value instanceof String text) {
            return wanted == UUID.class ? UUID.fromString(text) : wanted.isEnum() ? constant(wanted, text) : null;
        }
        return null;
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
