package io.github.ifmatch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one component is merged when both sides changed it, be it to the same.
 *
 * <p>Thread-safe: every implementation must be; it best holds no state.
 *
 * @param <T> the component's type; wrappers for primitives
 */
@FunctionalInterface
public interface MergeRule<T> {

    /**
     * Merges the component, or leaves it a clash.
     *
     * @param base what it was when the caller read it
     */
    Merged<T> merge(@Nullable T base, @Nullable T mine, @Nullable T theirs);

    /**
     * What a rule makes of a component.
     *
     * <p>Immutable, if the value is.
     *
     * @param isClash whether the two changes cannot both be kept
     * @param value the merged value, if they can
     */
    record Merged<T>(boolean isClash, @Nullable T value) {

        /** The two changes make this value. */
        public static <T> Merged<T> of(@Nullable T value) {
            return new Merged<>(false, value);
        }

        /** The two changes cannot both be kept. */
        public static <T> Merged<T> clash() {
            return new Merged<>(true, null);
        }
    }

    /** The caller's value. */
    static <T> MergeRule<T> mine() {
        return (base, mine, theirs) -> Merged.of(mine);
    }

    /** The other's value. */
    static <T> MergeRule<T> theirs() {
        return (base, mine, theirs) -> Merged.of(theirs);
    }

    /** The larger value; a clash if either is null. */
    static <T extends Comparable<? super T>> MergeRule<T> larger() {
        return (base, mine, theirs) -> mine == null || theirs == null
                ? Merged.clash()
                : Merged.of(mine.compareTo(theirs) >= 0 ? mine : theirs);
    }

    /** The smaller value; a clash if either is null. */
    static <T extends Comparable<? super T>> MergeRule<T> smaller() {
        return (base, mine, theirs) -> mine == null || theirs == null
                ? Merged.clash()
                : Merged.of(mine.compareTo(theirs) <= 0 ? mine : theirs);
    }

    /**
     * Both changes added up: for counters, {@code theirs + (mine - base)}.
     *
     * <p>A clash if any is null, or the sum is beyond the type. Takes {@code Short}, {@code Integer}, {@code Long}, {@code
     * BigInteger} and {@code BigDecimal}; any other number is an {@link IllegalArgumentException}.
     */
    static <T extends Number> MergeRule<T> sumOfDeltas() {
        return MergeRule::sum;
    }

    /** What either side added is in the set, what either side removed is not; a null set is an empty one. */
    static <E> MergeRule<Set<E>> union() {
        return (base, mine, theirs) -> Merged.of(united(base, mine, theirs));
    }

    /** The same for an array that stands for a set; the order is theirs, then what the caller added. */
    static <E> MergeRule<E[]> unionOfArrays() {
        return (base, mine, theirs) -> Merged.of(unitedArray(base, mine, theirs));
    }

    private static <T extends Number> Merged<T> sum(@Nullable T base, @Nullable T mine, @Nullable T theirs) {
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

    private static <E> Set<E> united(@Nullable Set<E> base, @Nullable Set<E> mine, @Nullable Set<E> theirs) {
        Set<E> was = copy(base);
        Set<E> wanted = copy(mine);
        Set<E> union = copy(theirs);
        was.stream().filter(element -> !wanted.contains(element)).forEach(union::remove);
        wanted.stream().filter(element -> !was.contains(element)).forEach(union::add);
        return union;
    }

    /** Immutable sets throw when they are asked for null. */
    private static <E> Set<E> copy(@Nullable Set<E> elements) {
        return elements == null ? new LinkedHashSet<>() : new LinkedHashSet<>(elements);
    }

    private static <E> E @Nullable [] unitedArray(E @Nullable [] base, E @Nullable [] mine, E @Nullable [] theirs) {
        E[] sample = mine != null ? mine : theirs;
        return sample == null ? null : united(set(base), set(mine), set(theirs)).toArray(Arrays.copyOf(sample, 0));
    }

    private static <E> Set<E> set(E @Nullable [] elements) {
        return new LinkedHashSet<>(elements == null ? List.of() : Arrays.asList(elements));
    }
}
