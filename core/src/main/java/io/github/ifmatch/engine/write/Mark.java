package io.github.ifmatch.engine.write;

import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place in a transaction to which it can be rolled back: a savepoint, where there are any. For one thread at a time, like the
 * connection.
 *
 * @param savepoint null where the driver, or the transaction manager, allows none
 */
record Mark(Connection connection, @Nullable Savepoint savepoint) {

    private static final Logger LOG = LoggerFactory.getLogger(VersionedBatches.class);

    /** Marks the place; what the database refuses is a refusal like that of any statement. */
    static Mark set(Connection connection, Dialect dialect) throws Refusal {
        try {
            return new Mark(
                    connection, connection.getMetaData().supportsSavepoints() ? connection.setSavepoint() : null);
        } catch (SQLFeatureNotSupportedException e) {
            return new Mark(connection, null);
        } catch (SQLException e) {
            if (DriverFacts.NOT_NOW.equals(e.getSQLState())) { // in a branch of an XA transaction
                return new Mark(connection, null);
            }
            throw new Refusal(dialect.fault(e), e, Refusal.Stage.PREPARING);
        }
    }

    /** Whether what follows can be undone. */
    boolean isSet() {
        return savepoint != null;
    }

    /** Undoes what was sent since; whether all of it was undone. */
    boolean undo() {
        if (savepoint == null) {
            return false;
        }
        try {
            connection.rollback(savepoint);
        } catch (SQLException e) {
            LOG.debug("rolling back to a savepoint failed (SQLSTATE {})", e.getSQLState());
            return false;
        }
        keep();
        return true;
    }

    /**
     * Keeps what was sent since. Releasing a savepoint only saves memory, so a failure means nothing: Oracle's and SQL Server's drivers
     * never release one, HSQLDB does not after a rollback to it.
     */
    void keep() {
        if (savepoint == null) {
            return;
        }
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            LOG.trace("a savepoint was not released (SQLSTATE {})", e.getSQLState());
        }
    }
}
