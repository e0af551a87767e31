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

    /** Whether a read without a lock cannot be older than the operation that it follows. */
    boolean isNewest(boolean isFirstRead) throws SQLException {
        return (since == Since.OPERATION && isFirstRead) || readsCommitted();
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
     * place.
     *
     * @param where begins the message
     */
    MappingException twins(String where) throws SQLException {
        if (!readsCommitted() && !DriverFacts.hasOneWriter(connection)) {
            throw new SQLException("an old snapshot shows two rows of one id", "40001");
        }
        return new MappingException(where + "two rows have the same id; an id must be unique");
    }
}
