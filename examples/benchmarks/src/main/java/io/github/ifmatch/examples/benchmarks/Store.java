package io.github.ifmatch.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.jdbi.VersionedJdbi;
import io.github.ifmatch.jdbi.VersionedPlugin;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A database with an empty table of products, and the pool that everybody takes connections from. Thread-safe. */
public final class Store implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HikariDataSource pool;
    private final Sql sql;
    private final AutoCloseable files;

    private Store(String url, Sql sql) {
        this(url, sql, 2, () -> {});
    }

    private Store(String url, Sql sql, int connections, AutoCloseable files) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        this.pool = new HikariDataSource(config);
        this.sql = sql;
        this.files = files;
        execute("DROP TABLE IF EXISTS products");
        execute(sql.create());
    }

    /**
     * Opens the store anew.
     *
     * @param database {@code h2}, in memory; {@code postgresql}, embedded; {@code mariadb}, if it is installed; or {@code sqlite}, in a
     *     temporary file
     */
    public static Store open(String database) {
        return switch (database) {
            case "h2" -> new Store("jdbc:h2:mem:benchmarks" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1", Sql.H2);
            case "postgresql" -> new Store(PostgresServer.url(), Sql.POSTGRESQL);
            case "mariadb" -> new Store(MariaDbServer.url(), Sql.MARIADB);
            case "sqlite" -> sqlite(SqliteFile.create());
            default ->
                throw new IllegalArgumentException(
                        "database must be h2, postgresql, mariadb or sqlite: " + database);
        };
    }

    /** One connection: only one can write at a time. */
    private static Store sqlite(SqliteFile file) {
        return new Store(file.url(), Sql.SQLITE, 1, file);
    }

    public DataSource dataSource() {
        return pool;
    }

    /** One way of doing the work. */
    public Products products(String library) {
        return products(library, pool);
    }

    /** One way of doing the work, over another data source. */
    Products products(String library, DataSource dataSource) {
        return switch (library) {
            case "handwritten" ->
                sql.answer() == Sql.Answer.QUERY
                        ? new ReadBackProducts(dataSource, sql)
                        : new HandWrittenProducts(dataSource, sql);
            case "ifmatch" -> new IfmatchProducts(Database.of(dataSource).repository(Product.TABLE));
            case "ifmatch-jdbi" ->
                new IfmatchProducts(VersionedJdbi.repository(
                        Jdbi.create(dataSource).installPlugin(new VersionedPlugin()), Product.TABLE));
            case "jdbi" -> new JdbiProducts(dataSource, sql);
            default ->
                throw new IllegalArgumentException(
                        "library must be handwritten, ifmatch, ifmatch-jdbi or jdbi: " + library);
        };
    }

    /** The same rows each time, with the same ids. */
    public Product[] fill(int rows) {
        clear();
        Products products = products("handwritten");
        Product[] stored = new Product[rows];
        for (int i = 0; i < rows; i++) {
            stored[i] = products.insert(Product.numbered(i));
        }
        return stored;
    }

    /** Rows numbered from 0, with ids from 1, all at version 1. */
    public void fillAtOnce(int rows) {
        clear();
        VersionedRepository<Product, Long> stored = Database.of(pool).repository(Product.TABLE);
        List<Product> all = IntStream.range(0, rows)
                .mapToObj(i -> Product.numbered(i).withId(i + 1L))
                .toList();
        stored.insertAll(all);
        vacuum();
    }

    /** Rows with ids from 1, all at version 1, made by the database: however many they are, none is in memory here. */
    public void fillBySql(long rows) {
        clear();
        String numbers =
                isPostgres() ? "generate_series(1, " + rows + ") AS numbers(x)" : "system_range(1, " + rows + ")";
        execute("INSERT INTO products SELECT x, 'SKU-' || x, 'Product number ' || x, x % 1000, x % 100, TRUE,"
                + " TIMESTAMP WITH TIME ZONE '2026-01-01 12:00:00+00', 1 FROM " + numbers);
        if (isPostgres()) {
            execute("ALTER TABLE products SET (autovacuum_enabled = off)"); // it would fall on some streams, and not on
            // others
            vacuum();
        }
    }

    /** Makes the space of rows that were overwritten usable again, where the database needs to be told. */
    public void vacuum() {
        if (isPostgres()) {
            execute("VACUUM ANALYZE products");
        }
    }

    /** How many steps the versions of all rows have taken. */
    public long steps() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT sum(version - 1) FROM products")) {
            answer.next();
            return answer.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How values stand in its table. */
    public Columns columns() {
        return sql.columns();
    }

    /** Whether it is PostgreSQL. */
    public boolean isPostgres() {
        return sql.equals(Sql.POSTGRESQL);
    }

    /** Empties the table; ids begin at 1 again. */
    public void clear() {
        execute(sql.clear());
    }

    /** The database's product and version, and its driver's. */
    public String version() {
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            UnaryOperator<String> number = version -> version.replaceAll(" .*", "");
            return metaData.getDatabaseProductName() + " " + number.apply(metaData.getDatabaseProductVersion()) + " ("
                    + metaData.getDriverName() + " " + number.apply(metaData.getDriverVersion()) + ")";
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
        try {
            files.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
