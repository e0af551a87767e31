package io.github.ifmatch.engine.sql;

import io.github.ifmatch.Sender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Sends statements by plain JDBC: how they are sent by default. Thread-safe. */
public final class PlainSender implements Sender {

    public static final Sender INSTANCE = new PlainSender();

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
            execute(statement, values);
            return new Executed(statement);
        } catch (SQLException | RuntimeException | Error e) {
            closeAfter(e, statement);
            throw e;
        }
    }

    public static PreparedStatement prepare(Connection connection, String sql, List<String> generatedKeys)
            throws SQLException {
        return generatedKeys.isEmpty()
                ? connection.prepareStatement(sql)
                : connection.prepareStatement(sql, generatedKeys.toArray(String[]::new));
    }

    public static void execute(PreparedStatement statement, Values values) throws SQLException {
        values.bind(statement);
        boolean unused = statement.execute();
    }

    private static void closeAfter(Throwable failure, PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
