package io.github.ifmatch;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

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

    private final transient @Nullable Inquiry inquiry;

    /**
     * Says what is not known.
     *
     * @param inquiry asks the database later; null where nobody could
     */
    public UnknownOutcomeException(String message, @Nullable SQLException cause, @Nullable Inquiry inquiry) {
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

    /** Asks what became of one transaction. Thread-safe. */
    @FunctionalInterface
    public interface Inquiry {
        /** Asks on a new connection. */
        Resolution ask() throws SQLException;
    }

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
            return inquiry.ask();
        } catch (SQLException e) {
            throw new DatabaseException("what became of the transaction could not be asked; ask again later", e);
        }
    }
}
