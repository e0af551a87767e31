package io.github.ifmatch.examples.benchmarks.peers.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.benchmarks.PostgresServer;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database with one of the tables, and the pool that every way takes its connections from. Thread-safe. */
public final class Shop implements AutoCloseable {

    /** How many threads change the hot row, each on a connection of its own. */
    public static final int THREADS = 8;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final Counting counting = new Counting();
    private final Shape shape;
    private final boolean isPostgres;

    private Shop(String database, Shape shape, boolean counts) {
        this.isPostgres = database.equals("postgresql");
        this.shape = shape;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(database));
        config.setMaximumPoolSize(THREADS);
        config.setMinimumIdle(0); // one that is opened meanwhile would be counted
        if (counts && isPostgres) {
            config.addDataSourceProperty("socketFactory", RoundTrips.class.getName());
        }
        this.pool = new HikariDataSource(config);
        this.dataSource = counts ? counting.over(pool) : pool;
        execute("DROP TABLE IF EXISTS " + shape.table());
        execute(shape.create());
    }

    private static String url(String database) {
        return switch (database) {
            // names in small letters: Spring Data reads large ones in the machine's locale, and in Turkish finds no id
            case "h2" ->
                "jdbc:h2:mem:peers" + NUMBER.incrementAndGet()
                        + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;DATABASE_TO_LOWER=TRUE";
            case "postgresql" -> PostgresServer.url();
            default -> throw new IllegalArgumentException("database must be h2 or postgresql: " + database);
        };
    }

    /** Opens it with an empty table, as fast as it can be. */
    public static Shop open(String database, Shape shape) {
        return new Shop(database, shape, false);
    }

    /** Opens it so that statements and round trips are counted. */
    public static Shop counting(String database, Shape shape) {
        return new Shop(database, shape, true);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public Shape shape() {
        return shape;
    }

    public boolean isPostgres() {
        return isPostgres;
    }

    /** What was sent since this shop was opened: statements, and on PostgreSQL round trips of all counting shops. */
    public Sent sent() {
        return new Sent(counting.statements(), RoundTrips.count());
    }

    /**
     * What was sent.
     *
     * @param roundTrips 0 on H2, which is in memory
     */
    public record Sent(double statements, double roundTrips) {

        /** What was sent since then, for each operation. */
        public Sent since(Sent before, long operations) {
            return new Sent(
                    (statements - before.statements) / operations, (roundTrips - before.roundTrips) / operations);
        }
    }

    /** Adds rows of these ids at version {@link Shape#START}. */
    public void fill(long first, long last) {
        execute(shape.fill(first, last, isPostgres));
    }

    /** Empties the table; ids begin at 1 again. */
    public void clear() {
        execute("TRUNCATE TABLE " + shape.table() + " RESTART IDENTITY");
    }

    /** Counts up the version of these rows, as somebody else would who was faster. */
    public void overtake(long first, long last) {
        execute("UPDATE " + shape.table() + " SET version = version + 1 WHERE id BETWEEN " + first + " AND " + last);
    }

    /** Makes the space of rows that were overwritten usable again, where the database needs to be told. */
    public void vacuum() {
        if (isPostgres) {
            execute("VACUUM ANALYZE " + shape.table());
        }
    }

    /** What has become of these rows. */
    public Audit audit(long first, long last) {
        String text = String.format(
                Locale.ROOT,
                "SELECT count(*), count(CASE WHEN %s THEN 1 END), coalesce(sum(stock), 0), coalesce(sum(version), 0)"
                        + " FROM %s WHERE id BETWEEN %d AND %d",
                shape.intact(),
                shape.table(),
                first,
                last);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(text)) {
            answer.next();
            return new Audit(answer.getLong(1), answer.getLong(2), answer.getLong(3), answer.getLong(4));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Some rows together.
     *
     * @param intact how many have in every column but stock and version what they were filled with
     * @param stock the sum
     * @param versions the sum
     */
    public record Audit(long rows, long intact, long stock, long versions) {

        /** The steps that the versions have taken since the rows were filled in. */
        public long steps() {
            return versions - rows * Shape.START;
        }
    }

    /** The database's product and version, and its driver's version. */
    public String version() {
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            return metaData.getDatabaseProductName() + " "
                    + metaData.getDatabaseProductVersion().replaceAll(" .*", "") + ", driver "
                    + metaData.getDriverVersion().replaceAll(" .*", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String text) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
