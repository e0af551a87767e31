package io.github.ifmatch.engine.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A number taken for another class of numbers, if it is the same number there. */
final class ExactNumber {

    /** As many as PostgreSQL keeps; a short text, 1e999999999 or 1e-999999999, could ask for as much memory as there is. */
    private static final int DIGITS = 131_072;

    private ExactNumber() {}

    /**
     * The number; null if the class is none of numbers, or holds another one.
     *
     * @throws ArithmeticException if the class has no such number
     * @throws NumberFormatException if it is no number at all: NaN, or an infinity
     */
    static @Nullable Object as(Class<?> wanted, Number number) {
        BigDecimal exact = new BigDecimal(number.toString());
        if (wanted == Long.class) {
            return exact.longValueExact();
        }
        if (wanted == Integer.class) {
            return exact.intValueExact();
        }
        if (wanted == Short.class) {
            return exact.shortValueExact();
        }
        if (wanted == Byte.class) {
            return exact.byteValueExact();
        }
        if (wanted == BigInteger.class) {
            return exact.signum() == 0 ? BigInteger.ZERO : whole(exact);
        }
        return wanted == BigDecimal.class ? exact : binary(wanted, exact);
    }

    /** Whether it would take more digits to write out than any database keeps. */
    static boolean isEndless(@Nullable Object value) {
        return value instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) > DIGITS;
    }

    private static @Nullable BigInteger whole(BigDecimal exact) {
        return isEndless(exact) ? null : exact.toBigIntegerExact();
    }

    /** Binary numbers are taken for the decimals that they are written as: 0.1 for 0.1. */
    private static @Nullable Object binary(Class<?> wanted, BigDecimal exact) {
        Number nearest = wanted == Double.class
                ? (Number) exact.doubleValue()
                : wanted == Float.class ? (Number) exact.floatValue() : null;
        return nearest != null && new BigDecimal(nearest.toString()).compareTo(exact) == 0 ? nearest : null;
    }
}
