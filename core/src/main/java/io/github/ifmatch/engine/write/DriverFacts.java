package io.github.ifmatch.engine.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Set;

/** What drivers do with transactions that JDBC does not say. */
final class DriverFacts {

    /** They send BEGIN with the first statement, as a message of its own, which can fail by itself. */
    private static final Set<String> SENT_APART = Set.of("PostgreSQL JDBC Driver");

    /** A rollback can remove a row that another transaction has inserted and committed meanwhile. */
    private static final Set<String> ROLLS_BACK_OTHERS = Set.of("H2 JDBC Driver");

    /** They take any isolation that they are told, say so, and give SERIALIZABLE; whoever writes locks the whole database. */
    private static final Set<String> ONE_WRITER = Set.of("SQLite JDBC");

    /** They say autocommit in a branch of an XA transaction (PostgreSQL's since 42.7.13). */
    private static final Set<String> AUTOCOMMIT_IN_XA = Set.of("PostgreSQL JDBC Driver");

    /** A statement was cancelled, or took too long. */
    private static final String CANCELLED = "57014";

    /** The transaction failed before: it is there, and can only be rolled back. */
    private static final String FAILED = "25P02";

    /** "Object not in prerequisite state". */
    static final String NOT_NOW = "55000";

    private DriverFacts() {}

    /**
     * Whether the connection is in a transaction that somebody else ends.
     *
     * <p>One in autocommit can be, too: in a branch of an XA transaction PostgreSQL's driver says autocommit, and refuses to have it
     * set, even to what it is (where JDBC says that nothing is done).
     */
    static boolean isSomebodys(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            return true;
        }
        if (!isDriver(connection, AUTOCOMMIT_IN_XA)) {
            return false;
        }
        try {
            connection.setAutoCommit(true);
            return false;
        } catch (SQLException e) {
            return NOT_NOW.equals(e.getSQLState());
        }
    }

    /**
     * What a statement's refusal proves of the transaction that it was sent in, whoever began it.
     *
     * <p>pgjdbc sends BEGIN as a message of its own. If that is what was cancelled, the statement ran in autocommit, and stands. Then no
     * transaction is there that could refuse a savepoint.
     */
    static Refusal proven(Connection connection, Refusal refusal) {
        boolean mayHaveHitBegin = CANCELLED.equals(refusal.failure().getSQLState())
                && (refusal.stage() == Refusal.Stage.SENT || refusal.stage() == Refusal.Stage.ANSWERED)
                && isDriver(connection, SENT_APART);
        return mayHaveHitBegin && !isFailed(connection) ? refusal.unproven() : refusal;
    }

    private static boolean isFailed(Connection connection) {
        try {
            Savepoint unused = connection.setSavepoint();
            return false;
        } catch (SQLException e) {
            return FAILED.equals(e.getSQLState());
        }
    }

    /**
     * Whether the server says, of a commit that failed, that the transaction was rolled back: class 40 (but for "statement completion
     * unknown"), integrity constraint violation, failed transaction. One of SQLite's that is still there after it was not committed.
     *
     * @param hasEnded whether the failure has ended the transaction
     */
    static boolean provesRollback(SQLException failure, boolean hasEnded) {
        if (SqliteFacts.isSqlites(failure)) {
            return !hasEnded || SqliteFacts.provesUndone(failure);
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return (state.startsWith("40") && !state.equals("40003")) || state.startsWith("23") || state.equals(FAILED);
    }

    /** Whether a rollback can undo what was not ours. */
    static boolean rollsBackOthers(Connection connection) {
        return isDriver(connection, ROLLS_BACK_OTHERS);
    }

    /** Whether a transaction sees one state of the database, whatever its isolation is called, and can write only if that is the newest. */
    static boolean hasOneWriter(Connection connection) {
        return isDriver(connection, ONE_WRITER);
    }

    private static boolean isDriver(Connection connection, Set<String> names) {
        try {
            return names.contains(connection.getMetaData().getDriverName());
        } catch (SQLException e) {
            return false;
        }
    }
}
