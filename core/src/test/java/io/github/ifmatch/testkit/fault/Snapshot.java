package io.github.ifmatch.testkit.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Tables as they are now, for queries that come later: a stand-in for a replica that lags behind.
 *
 * <p>It is a transaction at REPEATABLE READ on a connection of its own, which must be closed. For one thread at a time, like the
 * connection.
 */
public final class Snapshot implements AutoCloseable {

    private final Connection connection;

    private Snapshot(Connection connection) {
        this.connection = connection;
    }

    /** Keeps what these tables hold; each is read once, for some databases begin a snapshot by the first look. */
    public static Snapshot of(DataSource dataSource, String... tables) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (String table : tables) {
                try (Statement statement = connection.createStatement();
                        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                    count.next();
                }
            }
            return new Snapshot(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The tables as they were. Its connections are all the same one, and not closed by whom it is lent. */
    public DataSource dataSource() {
        Connection lent = Proxies.of(
                Connection.class,
                (self, method, arguments) ->
                        method.getName().equals("close") ? null : Proxies.invoke(connection, method, arguments));
        return Proxies.of(DataSource.class, (self, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.getName());
            }
            return lent;
        });
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
