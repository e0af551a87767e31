package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** What drivers do with transactions that JDBC does not say. */
final class DriverFacts {

    /** They send BEGIN with the first statement, as a message of its own, which can fail by itself. */
    private static final Set<String> SENT_APART = Set.of("PostgreSQL JDBC Driver");

    /** A rollback can remove a row that another transaction has inserted and committed meanwhile. */
    private static final Set<String> ROLLS_BACK_OTHERS = Set.of("H2 JDBC Driver");

    /** They say autocommit in a branch of an XA transaction (PostgreSQL's since 42.7.13). */
    private static final Set<String> AUTOCOMMIT_IN_XA = Set.of("PostgreSQL JDBC Driver");

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

    /** Whether there is a transaction to join. */
    static boolean isInTransaction(ConnectionSource.Lease lease) throws SQLException {
        return lease.joined() && isSomebodys(lease.connection());
    }

    /** Whether BEGIN can fail, and the statement behind it be carried out all the same. */
    static boolean isSentApart(Connection connection) {
        return isDriver(connection, SENT_APART);
    }

    /** Whether a rollback can undo what was not ours. */
    static boolean rollsBackOthers(Connection connection) {
        return isDriver(connection, ROLLS_BACK_OTHERS);
    }

    private static boolean isDriver(Connection connection, Set<String> names) {
        try {
            return names.contains(connection.getMetaData().getDriverName());
        } catch (SQLException e) {
            return false;
        }
    }
}
