package io.github.ifmatch.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** A savepoint in somebody's transaction: what follows it can be undone. For one thread at a time, like the connection. */
record Undo(Connection connection, Savepoint savepoint) {

    static Undo begin(Connection connection) throws SQLException {
        return new Undo(connection, connection.setSavepoint());
    }

    void release() throws SQLException {
        connection.releaseSavepoint(savepoint);
    }

    /** Undoes it; where that fails, the transaction is dead, and the reason says so as well. */
    void rollback(Throwable reason) {
        try {
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
