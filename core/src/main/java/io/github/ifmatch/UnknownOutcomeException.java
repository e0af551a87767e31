package io.github.ifmatch;

import io.github.ifmatch.ConnectionSource.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection was lost while the write was being committed: it may stand, or may not.
 *
 * <p>Also thrown where a failure does not prove that nothing was written: most failures of a COMMIT, and failures of a write in
 * autocommit that are no error of the statement. What to do: ask {@link #resolve()}. Where that answers unknown, a write that checks the version, or an insert with an id
 * of the caller's, can simply be sent again: it is conditional, so it cannot be made twice; if it had been made, the answer
 * is a {@link Conflict} that {@linkplain Conflict#looksApplied() looks applied} (after a delete: {@link Missing}). An insert
 * without an id, an overwrite, unversioned values and {@code updateWhere} could be made twice: look first.
 */
public final class UnknownOutcomeException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final transient @Nullable Inquiry inquiry;

    UnknownOutcomeException(String message, SQLException cause, @Nullable Inquiry inquiry) {
        super(message, cause);
        this.inquiry = inquiry;
    }

    /** What became of the transaction. Immutable. */
    public enum Resolution {
        /** Everything it wrote stands. */
        COMMITTED,
        /** Nothing it wrote stands. */
        ROLLED_BACK,
        /** The database cannot tell, or cannot tell yet. */
        UNKNOWN
    }

    /** Whom to ask, and about which transaction. */
    record Inquiry(ConnectionSource source, Dialect dialect, String transactionId) {}

    /**
     * Asks the database, on a new connection, what became of the transaction.
     *
     * <p>PostgreSQL 13 and newer can tell for a transaction of several statements ({@code pg_xact_status}). A write that
     * was a transaction by itself has no id that the lost answer did not take along: the answer is then
     * {@link Resolution#UNKNOWN}, as it is for every other database, and after deserialisation. It is so, too, on a standby, and
     * where the server has recovered since: an id that was lost may then be another transaction's. ROLLED_BACK always holds.
     *
     * @throws DatabaseException if the database cannot be reached
     */
    public Resolution resolve() {
        if (inquiry == null) {
            return Resolution.UNKNOWN;
        }
        try {
            Lease lease = inquiry.source().leaseNew();
            try {
                return asked(inquiry, lease.connection());
            } finally {
                release(lease);
            }
        } catch (SQLException e) {
            throw new DatabaseException("what became of the transaction could not be asked; ask again later", e);
        }
    }

    private static Resolution asked(Inquiry inquiry, Connection connection) throws SQLException {
        try {
            return inquiry.dialect().resolve(connection, inquiry.transactionId());
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
