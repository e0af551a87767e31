package io.github.ifmatch.spring;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Database;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Makes a {@link Database} whose operations join Spring's transactions.
 *
 * <p>In {@code @Transactional} an operation works on the transaction's connection, as {@code JdbcTemplate} does, and ends with its time-out;
 * elsewhere each operation is a transaction of its own. Thread-safe.
 */
public final class SpringDatabase {

    private SpringDatabase() {}

    /** A database that joins the transactions on this data source. */
    public static Database of(DataSource dataSource) {
        SpringConnections connections = SpringConnections.of(dataSource);
        return Database.of(connections).withSender(SpringSender.of(SpringConnections.behind(dataSource), null));
    }

    /**
     * The same, where a statement outside of a transaction with a time-out is cancelled after so long.
     *
     * @param queryTimeout in whole seconds, at least 1; as {@link java.sql.Statement#setQueryTimeout} has it
     * @throws IllegalArgumentException if it is shorter than a second
     */
    public static Database of(DataSource dataSource, Duration queryTimeout) {
        if (requireNonNull(queryTimeout, "queryTimeout must not be null").toSeconds() < 1) {
            throw new IllegalArgumentException("queryTimeout must be at least 1 second: " + queryTimeout);
        }
        return Database.of(SpringConnections.of(dataSource))
                .withSender(SpringSender.of(SpringConnections.behind(dataSource), queryTimeout));
    }
}
