package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends transactions on one connection, and leaves it as it was found. For one thread at a time. */
final class TransactionBoundary implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Connection connection;
    private final boolean autocommit;
    private int isolation = Connection.TRANSACTION_NONE;
    private boolean isInTransaction;
    private boolean isBroken;

    private TransactionBoundary(Connection connection, boolean autocommit) {
        this.connection = connection;
        this.autocommit = autocommit;
    }

    static TransactionBoundary on(Connection connection, @Nullable Isolation isolation) throws SQLException {
        TransactionBoundary boundary = new TransactionBoundary(connection, connection.getAutoCommit());
        if (isolation != null) {
            boundary.isolate(isolation.level);
        }
        return boundary;
    }

    private void isolate(int level) throws SQLException {
        int found = connection.getTransactionIsolation();
        if (found != level) {
            connection.setTransactionIsolation(level);
            isolation = found;
        }
    }

    boolean isAutocommit() {
        return autocommit;
    }

    void begin() throws SQLException {
        if (autocommit && !isInTransaction) {
            connection.setAutoCommit(false);
        }
        isInTransaction = true;
    }

    /**
     * Refuses a transaction in which somebody's statement failed.
     *
     * <p>PostgreSQL answers its COMMIT with ROLLBACK, and pgjdbc returns as if all were well; a savepoint it refuses.
     */
    void probe(Dialect dialect) throws Refusal {
        try {
            if (connection.getMetaData().supportsSavepoints()) {
                Savepoint unused = connection.setSavepoint();
            }
        } catch (SQLException e) {
            throw new Refusal(dialect.fault(e), e, Refusal.Stage.PREPARING);
        }
    }

    void commit(Dialect dialect) throws Refusal {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new Refusal(dialect.fault(e), e, Refusal.Stage.COMMITTING);
        }
    }

    /** Rolls back what was begun, if anything; where that fails, the connection is given up and the database does it. */
    void rollback() {
        if ((!autocommit || isInTransaction) && !quietly("rollback", connection::rollback)) {
            isBroken = true;
        }
    }

    /** Gives autocommit and isolation back as they were found. */
    @Override
    public void close() {
        if (isBroken) {
            // switching to autocommit, as Jdbi does when it closes a handle, would commit what could not be rolled back
            quietly("abort", () -> connection.abort(Runnable::run));
            quietly("close", connection::close); // H2 has no abort
            return;
        }
        if (autocommit && isInTransaction) {
            quietly("autocommit", () -> connection.setAutoCommit(true));
        }
        if (isolation != Connection.TRANSACTION_NONE) {
            quietly("isolation", () -> connection.setTransactionIsolation(isolation));
        }
    }

    private interface Action {
        void run() throws SQLException;
    }

    /** After a write is decided, nothing may hide its outcome. */
    @CanIgnoreReturnValue
    private static boolean quietly(String what, Action action) {
        try {
            action.run();
            return true;
        } catch (SQLException e) {
            LOG.debug("{} failed (SQLSTATE {}); the pool will find the connection broken", what, e.getSQLState());
            return false;
        }
    }
}
