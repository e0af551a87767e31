package io.github.ifmatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Sends a batch as plain JDBC does it. */
final class PlainBatch {

    private PlainBatch() {}

    /** As {@link Sender#sendBatch} says. */
    static int[] send(
            Connection connection, String sql, List<Sender.Values> rows, List<String> generatedKeys, Sender.Keys keys)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, generatedKeys)) {
            for (Sender.Values row : rows) {
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

    private static PreparedStatement prepare(Connection connection, String sql, List<String> generatedKeys)
            throws SQLException {
        return generatedKeys.isEmpty()
                ? connection.prepareStatement(sql)
                : connection.prepareStatement(sql, generatedKeys.toArray(String[]::new));
    }
}
