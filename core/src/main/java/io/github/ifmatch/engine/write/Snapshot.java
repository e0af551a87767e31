package io.github.ifmatch.engine.write;

import io.github.ifmatch.MappingException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How old the rows may be that a connection's reads show. For one thread at a time, like the connection. */
final class Snapshot {

    private final Connection connection;
    private final Since since;
    private @Nullable Boolean readsCommitted;
    private boolean isTaken;
    private boolean isBehind;

    /** Since when a snapshot may have been held, if the isolation has one. */
    enum Since {
        /** Each statement has its own: autocommit. */
        STATEMENT,
        /** The transaction began with this operation. */
        OPERATION,
        /** The transaction may have read before. */
        EARLIER
    }

    Snapshot(Connection connection, Since since) {
        this.connection = connection;
        this.since = since;
    }

    /** A query without a lock is sent: the first one may be what takes the snapshot. */
    void read() {
        isTaken = true;
    }

    /** A write, or a query with a lock, is sent: it may meet rows that are newer than what was read. */
    void overtake() {
        isBehind |= isTaken;
    }

    /**
     * Whether a read without a lock cannot be older than the operation that it follows.
     *
     * @param isFirstRead whether it is the first look that the operation takes at its row
     * @param isTakenByReads whether writes and locks meet the newest rows, whatever the snapshot is: it is as old as the first read, and not as the
     *     transaction
     */
    boolean isNewest(boolean isFirstRead, boolean isTakenByReads) throws SQLException {
        boolean isFresh = isTakenByReads ? !isBehind || DriverFacts.hasOneWriter(connection) : isFirstRead;
        return (since == Since.OPERATION && isFresh) || readsCommitted();
    }

    /** Whether each statement sees what was committed when it began; asked only where it matters, for it can be a round trip. */
    boolean readsCommitted() throws SQLException {
        if (since == Since.STATEMENT) {
            return true;
        }
        Boolean known = readsCommitted;
        if (known == null) {
            known = connection.getTransactionIsolation() <= Connection.TRANSACTION_READ_COMMITTED
                    && !DriverFacts.hasOneWriter(connection);
            readsCommitted = known;
        }
        return known;
    }

    /**
     * What two rows of one id are: a snapshot shows a row that somebody else has deleted beside the one that was inserted here in its
     * place; and where no key keeps ids unique, they are twins.
     *
     * @param where begins the message
     * @param isUnique whether a key does
     */
    MappingException twins(String where, boolean isUnique) throws SQLException {
        if (isUnique && !readsCommitted() && !DriverFacts.hasOneWriter(connection)) {
            throw new SQLException("an old snapshot shows two rows of one id", "40001");
        }
        return new MappingException(where + "two rows have the same id; an id must be unique");
    }
}
