package io.github.ifmatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * How a prepared statement is made and executed, where a library has a way of its own, with its logs, timeouts and
 * listeners. Default: as plain JDBC does it.
 *
 * <p>Given to a database with {@link Database#withSender}. Thread-safe: every implementation must be.
 */
@FunctionalInterface
public interface Sender {

    /** Binds the values of one statement. For one thread at a time, like the connection. */
    @FunctionalInterface
    interface Values {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** A statement that was executed. For one thread at a time, like the connection. */
    interface Sent extends AutoCloseable {

        /** The statement, with the answer still to be read. */
        PreparedStatement statement();

        /** Closes the statement. */
        @Override
        void close() throws SQLException;
    }

    /**
     * Prepares the statement, binds the values and executes it, once.
     *
     * @param generatedKeys the columns whose generated values are to be returned; mostly none
     * @throws SQLException what the driver threw, itself: its SQLSTATE decides what is made of it
     */
    Sent send(Connection connection, String sql, List<String> generatedKeys, Values values) throws SQLException;
}
