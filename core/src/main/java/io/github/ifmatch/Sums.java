package io.github.ifmatch;

import io.github.ifmatch.MergeRule.Merged;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Sums of two changes of one number. */
final class Sums {

    private Sums() {}

    static <T extends Number> Merged<T> sumOfDeltas(@Nullable T base, @Nullable T mine, @Nullable T theirs) {
        if (base == null || mine == null || theirs == null) {
            return Merged.clash();
        }
        BigDecimal sum = exact(theirs).add(exact(mine)).subtract(exact(base));
        try {
            return Merged.of(like(mine, sum));
        } catch (ArithmeticException e) {
            return Merged.clash();
        }
    }

    private static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    /** The sum as a number of the same class, or an ArithmeticException if it does not fit. */
    @SuppressWarnings("unchecked")
    private static <T extends Number> T like(T sample, BigDecimal sum) {
        Number like;
        if (sample instanceof Short) {
            like = sum.shortValueExact();
        } else if (sample instanceof Integer) {
            like = sum.intValueExact();
        } else if (sample instanceof Long) {
            like = sum.longValueExact();
        } else if (sample instanceof BigInteger) {
            like = sum.toBigIntegerExact();
        } else if (sample instanceof BigDecimal) {
            like = sum;
        } else {
            throw new IllegalArgumentException("sumOfDeltas must be given exact numbers: "
                    + sample.getClass().getName());
        }
        return (T) like;
    }
}
