package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

/**
 * A change of one row: what differs between the two is written, if the row still stands at their version.
 *
 * <p>The two must be two objects, if they can be changed in place: what was changed in one alone cannot be seen, so a patch
 * of it is an {@link IllegalArgumentException}.
 *
 * <p>Immutable, if the rows are.
 *
 * @param before the row as it was read
 * @param after the row as it shall be, of the same id and version
 * @param <R> the row
 */
public record Edit<R>(R before, R after) {

    /** Neither is null. */
    public Edit {
        requireNonNull(before, "before must not be null");
        requireNonNull(after, "after must not be null");
    }

    /** Names no values. */
    @Override
    public String toString() {
        return "Edit[" + before.getClass().getSimpleName() + "]";
    }
}
