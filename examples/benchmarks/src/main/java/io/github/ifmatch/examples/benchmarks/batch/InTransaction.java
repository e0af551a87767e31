package io.github.ifmatch.examples.benchmarks.batch;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction on a connection of the pool, by hand. */
final class InTransaction {

    private InTransaction() {}

    /** What is done in it. */
    interface Work {
        Way.Told with(Connection connection) throws SQLException;
    }

    static Way.Told run(DataSource dataSource, Work work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Way.Told told = work.with(connection);
                connection.commit();
                return told;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
