package io.github.ifmatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Sends statements by plain JDBC: how they are sent by default. Thread-safe. */
final class PlainSender implements Sender {

    static final Sender INSTANCE = new PlainSender();

    private PlainSender() {}

    private record Executed(PreparedStatement statement) implements Sent {
        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    @Override
    public Sent send(Connection connection, String sql, List<String> generatedKeys, Values values) throws SQLException {
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

    static PreparedStatement prepare(Connection connection, String sql, List<String> generatedKeys)
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
