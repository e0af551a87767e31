package io.github.ifmatch;

import java.util.Optional;

/**
 * What to write instead, when somebody else changed the row.
 *
 * <p>It may be asked several times for one update, each time with the caller's row and the then current one. Thread-safe:
 * every implementation that is shared must be.
 *
 * @param <R> the row
 */
@FunctionalInterface
public interface Resolver<R> {

    /**
     * The row to write on the version of the conflict's current row, whatever version it holds; or empty, and the conflict
     * stands.
     */
    Optional<R> resolve(Conflict<R> conflict);

    /**
     * Looks at the caller's row before it is sent for the first time. Default: nothing.
     *
     * @throws IllegalArgumentException if a conflict of this row could not be resolved
     */
    default void check(R mine) {
        // any row will do
    }

    /** The conflict that stands after {@link #resolve} gave nothing. Default: as it is. */
    default Conflict<R> unresolved(Conflict<R> conflict) {
        return conflict;
    }

    /**
     * The caller's row wins, whatever the other one changed.
     *
     * <p>This loses the other's change, as {@link VersionedRows#overwrite} does, but to a version that was seen.
     */
    static <R> Resolver<R> keepMine() {
        return conflict -> Optional.of(conflict.rebased());
    }

    /** The other's row stays: nothing is written, and the conflict stands. */
    static <R> Resolver<R> keepTheirs() {
        return conflict -> Optional.empty();
    }
}
