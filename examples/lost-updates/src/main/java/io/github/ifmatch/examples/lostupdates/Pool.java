package io.github.ifmatch.examples.lostupdates;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** HikariCP, with one connection for each editor and one for the job. */
final class Pool {

    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    private Pool() {}

    static HikariDataSource open(String url, @Nullable String user, @Nullable String password, int size) {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setUsername(user);
        config.setPassword(password);
        try {
            config.setJdbcUrl(url);
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw unreachable(url, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            throw unreachable(url, e);
        }
    }

    /** The product and its version: {@code PostgreSQL 18.6}. */
    static String product(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            return metaData.getDatabaseProductName() + " "
                    + metaData.getDatabaseProductVersion().replaceFirst(" .*", "");
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    private static Failure unreachable(String url, Throwable cause) {
        // Only the part before the parameters: a password may be among them.
        return new Failure("cannot reach " + url.replaceFirst("[?;].*", "") + ": " + cause.getMessage());
    }
}
