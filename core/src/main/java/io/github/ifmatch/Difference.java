package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * One component of a row, as three people see it: who last agreed on it, the caller, and somebody else.
 *
 * <p>Immutable, if the values are.
 *
 * @param component the component's name
 * @param kind who changed it
 * @param base what it was when the caller read it; null where there is no base, too
 * @param mine what the caller tried to write
 * @param theirs what the table has now
 */
public record Difference(
        String component,
        Kind kind,
        @Nullable Object base,
        @Nullable Object mine,
        @Nullable Object theirs) {

    /** Who changed a component. Immutable. */
    public enum Kind {
        /** Nobody changed it. */
        UNCHANGED,
        /** Only the caller changed it. */
        MINE,
        /** Only somebody else changed it. */
        THEIRS,
        /** Both changed it, to the same. */
        SAME,
        /** Both changed it, to something else each; without a base: mine and theirs differ. */
        CLASH
    }

    /** Names the component and the kind, never the values. */
    @Override
    public String toString() {
        return component + ": " + kind;
    }
}
