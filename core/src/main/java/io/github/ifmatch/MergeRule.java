package io.github.ifmatch;

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
        return Sums::sumOfDeltas;
    }

    /** What either side added is in the set, what either side removed is not; a null set is an empty one. */
    static <E> MergeRule<Set<E>> union() {
        return (base, mine, theirs) -> Merged.of(Unions.union(base, mine, theirs));
    }

    /** The same for an array that stands for a set; the order is theirs, then what the caller added. */
    static <E> MergeRule<E[]> unionOfArrays() {
        return (base, mine, theirs) -> Merged.of(Unions.unionOfArrays(base, mine, theirs));
    }
}
