package io.github.ifmatch.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jdbi.v3.core.transaction.TransactionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A savepoint in somebody's transaction: what follows it can be undone. For one thread at a time, like the connection.
 */
record Undo(Connection connection, Savepoint savepoint) {

    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    /**
     * Sets the savepoint, without which a batch of which a row is refused would be left written by half.
     *
     * @throws IllegalStateException if the database has none
     * @throws TransactionException if it refuses this one
     */
    static Undo begin(Connection connection) {
        try {
            if (!connection.getMetaData().supportsSavepoints()) {
                throw new IllegalStateException(
                        "a version-checked batch in your transaction needs a savepoint, which the"
                                + " database does not have: send it in a transaction of its own, which is then rolled back, or row"
                                + " by row. Nothing was sent.");
            }
            return new Undo(connection, connection.setSavepoint());
        } catch (SQLException e) {
            throw new TransactionException(
                    "the savepoint that a version-checked batch needs was refused. Nothing of the batch was sent.", e);
        }
    }

    /** It is not needed any more. That spares the database something; some drivers refuse it, and nothing is lost. */
    void release() {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            LOG.debug("the savepoint was not released (SQLSTATE {})", e.getSQLState());
        }
    }

    /** Undoes it; where that fails, the reason says so as well. */
    void rollback(Throwable reason) {
        try {
            connection.rollback(savepoint);
            release();
        } catch (SQLException e) {
            reason.addSuppressed(new TransactionException(
                    "the batch could not be undone up to its savepoint: rows of it may be written in this transaction;"
                            + " roll it back",
                    e));
        }
    }
}
