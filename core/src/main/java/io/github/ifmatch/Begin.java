package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** How drivers begin transactions. */
final class Begin {

    /** They send BEGIN with the first statement, as a message of its own, which can fail by itself. */
    private static final Set<String> SENT_APART = Set.of("PostgreSQL JDBC Driver");

    /** "Object not in prerequisite state". */
    static final String NOT_NOW = "55000";

    private Begin() {}

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
        try {
            connection.setAutoCommit(true);
            return false;
        } catch (SQLException e) {
            return NOT_NOW.equals(e.getSQLState());
        }
    }

    /** Whether BEGIN can fail, and the statement behind it be carried out all the same. */
    static boolean isSentApart(Connection connection) {
        try {
            return SENT_APART.contains(connection.getMetaData().getDriverName());
        } catch (SQLException e) {
            return false;
        }
    }
}
