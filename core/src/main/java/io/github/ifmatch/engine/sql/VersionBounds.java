package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.Dialect;

/** Who refuses a version that is too large. Immutable. */
public final class VersionBounds {

    private VersionBounds() {}

    /**
     * Whether the column does, by the width of its type; if not, it takes anything, and the dialect has {@linkplain Dialect#next an
     * expression} that fails.
     */
    public static boolean areTheColumns(Dialect dialect) {
        return dialect.next("version", Long.MAX_VALUE).isEmpty();
    }
}
