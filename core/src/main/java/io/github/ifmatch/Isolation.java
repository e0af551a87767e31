package io.github.ifmatch;

import java.sql.Connection;

/**
 * The isolation of a transaction, as ISO/IEC 9075 names it.
 *
 * <p>READ UNCOMMITTED is not here: a version read from an uncommitted row may never have existed. Immutable.
 */
public enum Isolation {
    /** Each statement sees what was committed before it; the loser of a race gets a conflict with the current row. */
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    /** The transaction sees one snapshot; the loser of a race gets a {@link SerializationException}. */
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    /** As if one transaction ran after the other; the commit, too, can raise a {@link SerializationException}. */
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int level;

    Isolation(int level) {
        this.level = level;
    }

    /** The level as {@link Connection#setTransactionIsolation} takes it. */
    public int level() {
        return level;
    }
}
