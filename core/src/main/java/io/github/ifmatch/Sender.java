package io.github.ifmatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

    /** Plain JDBC: for a sender that does more, and then sends as it does. */
    static Sender plain() {
        return Sender::execute;
    }

    /** Binds the values of one statement. For one thread at a time, like the connection. */
    @FunctionalInterface
    interface Values {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads the ids that the database gave to the rows of a batch. For one thread at a time, like the connection. */
    @FunctionalInterface
    interface Keys {
        void read(ResultSet keys) throws SQLException;
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

    /**
     * Prepares the statement, adds a batch for each row's values and executes it, once. Default: by plain JDBC.
     *
     * @param rows at least one
     * @param generatedKeys the columns whose generated values are to be read; mostly none
     * @param keys what reads them, after the batch is executed; not called if there are none
     * @return what {@link java.sql.Statement#executeBatch} answers, as it is
     * @throws SQLException what the driver threw, itself: its SQLSTATE decides what is made of it
     */
    default int[] sendBatch(Connection connection, String sql, List<Values> rows, List<String> generatedKeys, Keys keys)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, generatedKeys)) {
            for (Values row : rows) {
                row.bind(statement);
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            if (!generatedKeys.isEmpty()) {
                try (ResultSet generated = statement.getGeneratedKeys()) {
                    keys.read(generated);
                }
            }
            return counts;
        }
    }

    private static Sent execute(Connection connection, String sql, List<String> generatedKeys, Values values)
            throws SQLException {
        record Executed(PreparedStatement statement) implements Sent {
            @Override
            public void close() throws SQLException {
                statement.close();
            }
        }
        PreparedStatement statement = prepare(connection, sql, generatedKeys);
        try {
            values.bind(statement);
            boolean unused = statement.execute();
            return new Executed(statement);
        } catch (SQLException | RuntimeException | Error e) {
            closeAfter(e, statement);
            throw e;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<String> generatedKeys)
            throws SQLException {
        return generatedKeys.isEmpty()
                ? connection.prepareStatement(sql)
                : connection.prepareStatement(sql, generatedKeys.toArray(String[]::new));
    }

    private static void closeAfter(Throwable failure, PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
