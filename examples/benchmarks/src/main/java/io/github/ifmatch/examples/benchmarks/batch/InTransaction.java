package io.github.ifmatch.examples.benchmarks.batch;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction on a connection of the pool, by hand. */
public final class InTransaction {

    private InTransaction() {}

    /** What is done in it. */
    public interface Work<T> {

        /** Does it. */
        T with(Connection connection) throws SQLException;
    }

    /** Commits, or rolls back what failed. */
    public static <T> T run(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.with(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
