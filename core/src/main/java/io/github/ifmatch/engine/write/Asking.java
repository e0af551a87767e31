package io.github.ifmatch.engine.write;

import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.ConnectionSource.Lease;
import io.github.ifmatch.Database;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.UnknownOutcomeException.Resolution;
import io.github.ifmatch.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the database, on a new connection, what became of a transaction. Immutable. */
record Asking(ConnectionSource source, Dialect dialect, String transactionId)
        implements UnknownOutcomeException.Inquiry {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    @Override
    public Resolution ask() throws SQLException {
        Lease lease = source.leaseNew();
        try {
            return asked(lease.connection());
        } finally {
            release(lease);
        }
    }

    private Resolution asked(Connection connection) throws SQLException {
        try {
            return dialect.isCommitted(connection, transactionId)
                    .map(isCommitted -> isCommitted ? Resolution.COMMITTED : Resolution.ROLLED_BACK)
                    .orElse(Resolution.UNKNOWN);
        } finally {
            leaveNoTransaction(connection);
        }
    }

    private static void leaveNoTransaction(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("rolling back what only read failed", e);
        }
    }

    /** There is an answer, or a failure, by now: nothing may hide it. */
    @SuppressWarnings("CatchingUnchecked")
    private static void release(Lease lease) {
        try {
            lease.release().release();
        } catch (Throwable e) {
            LOG.debug("giving a connection back failed", e);
        }
    }
}
