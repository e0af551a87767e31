package io.github.ifmatch.examples.benchmarks.hotrow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Locks the row, changes it in Java, writes it, commits: by hand, and the version is counted all the same. Thread-safe. */
record ForUpdate(DataSource dataSource) implements Way {

    private static final String LOCK = "SELECT id, name, hits, version FROM counters WHERE id = ? FOR UPDATE";
    private static final String WRITE =
            "UPDATE counters SET hits = ?, version = version + 1 WHERE id = ?" + " RETURNING id, name, hits, version";

    @Override
    public int hit(long id) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Counter stored = write(connection, lock(connection, id).hit());
                connection.commit();
                return stored.hits() > 0 ? 1 : 0;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Counter lock(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, id);
            return read(statement);
        }
    }

    private static Counter write(Connection connection, Counter counter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setLong(1, counter.hits());
            statement.setLong(2, counter.id());
            return read(statement);
        }
    }

    private static Counter read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return new Counter(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4));
        }
    }
}
