package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.audit.Finding;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.verify.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGStatement;

/** The way that adopting.md goes, from a table without a version to a guard that refuses, beside a program that knows of none. */
class AdoptingOrderTest {

    private static final String SELL = "UPDATE products SET stock = stock - 1 WHERE id = 7";
    private static final String MENDED =
            "UPDATE products SET stock = stock - 1, version = version + 1 WHERE id = 7";

    private static void createWithoutVersion(TestDatabase database) {
        Databases.createProducts(database);
        database.execute("ALTER TABLE products DROP COLUMN version");
    }

    private static void addVersion(TestDatabase database) {
        List<String> statements =
                database == Databases.POSTGRES ? Pages.sql("adopting-column-postgres") : Pages.sql("adopting-column");
        database.execute(statements.toArray(String[]::new));
    }

    /** Whether a save of a product is told that another program has sold a piece since the product was read. */
    private static boolean isTold(VersionedRepository<Product, Long> products, Runnable sale) {
        Product read = products.get(7L);
        sale.run();
        Product sold = Product.TABLE.withVersion(read.withStock(read.stock() - 1), read.version() + 1);
        return products.tryUpdate(read.withPrice("90.00")) instanceof Conflict<Product> conflict
                && conflict.current().equals(sold);
    }

    private static List<String> log(TestDatabase database) {
        String table = database == Databases.POSTGRES ? "products" : "PRODUCTS"; // as the catalogue has it
        return database.query("SELECT statement FROM {'ifmatch_guard_" + table + "_log'}");
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void order_besideALegacyWriter(TestDatabase testDatabase) throws SQLException {
        createWithoutVersion(testDatabase);
        testDatabase.execute(SELL);
        addVersion(testDatabase);
        try (Connection connection = testDatabase.dataSource().getConnection()) {
            walk(testDatabase, connection);
        } finally {
            try (Connection connection = testDatabase.dataSource().getConnection()) {
                Guard.of(Product.TABLE).remove(connection);
            }
        }
    }

    private static void walk(TestDatabase testDatabase, Connection connection) throws SQLException {
        DataSource dataSource = testDatabase.dataSource();
        Database database = testDatabase.database();
        VersionedRepository<Product, Long> products = database.repository(Product.TABLE);
        Runnable sale = () -> testDatabase.execute(SELL);
        assertThat(isTold(products, sale)).isFalse();
        assertThat(products.get(7L).stock()).as("the second sale is lost").isEqualTo(9);

        // region adopting-audit
        Audit audit = Audit.of(Product.TABLE);
        DataSource watched = audit.watch(dataSource); // what the application is given, in its tests and on staging
        // endregion
        try (Connection legacy = watched.getConnection();
                Statement statement = legacy.createStatement()) {
            statement.execute(SELL);
        }
        assertThat(audit.report().findings()).extracting(Finding::kind).containsExactly(Finding.Kind.UPDATE);

        // region adopting-verify
        database.inspect(Product.TABLE).throwOn(Severity.ERROR); // in a test, and when the application starts
        // endregion

        // region adopting-reporting
        Guard guard = Guard.of(Product.TABLE);
        guard.reporting().install(connection); // as the table's owner
        // endregion
        assertThat(isTold(products, sale)).isFalse();
        assertThat(log(testDatabase)).containsExactly("UPDATE");

        // region adopting-advancing
        guard.advancing().install(connection); // in the place of the reporting one
        // endregion
        assertThat(isTold(products, sale)).isTrue();

        // region adopting-refusing
        guard.install(connection); // in the place of the advancing one
        // endregion
        Product before = products.get(7L);
        assertThatThrownBy(sale::run).hasMessageContaining("ifmatch guard: ");
        assertThat(products.get(7L)).isEqualTo(before);
        assertThat(isTold(products, () -> testDatabase.execute(MENDED))).isTrue();
        assertThat(guard.check(connection)).isEmpty();
        assertThat(log(testDatabase)).as("the log stays").containsExactly("UPDATE");

        guard.advancing().install(connection); // the way back
        assertThat(isTold(products, sale)).isTrue();
    }

    /** The old program is kept waiting for a moment, and sees no error. */
    @Test
    void guards_installedWhileOthersWrite() throws Exception {
        TestDatabase database = Databases.POSTGRES;
        Databases.createProducts(database);
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch hasBegun = new CountDownLatch(1);
        CompletableFuture<Integer> sales = Threads.supply(() -> {
            int sold = 0;
            while (!isOver.get()) {
                database.execute(SELL);
                sold++;
                hasBegun.countDown();
            }
            return sold;
        });

        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(hasBegun.await(30, TimeUnit.SECONDS)).isTrue();
            Guard guard = Guard.of(Product.TABLE);
            for (int round = 0; round < 3; round++) {
                guard.reporting().install(connection);
                guard.advancing().install(connection);
                guard.remove(connection);
            }
        } finally {
            isOver.set(true);
        }

        int sold = sales.get(30, TimeUnit.SECONDS);
        assertThat(database.query("SELECT stock FROM products")).containsExactly(String.valueOf(10 - sold));
    }

    /** The first one waits for writers alone. */
    @Test
    void guards_replacedAfterReaders() throws SQLException {
        Databases.createProducts(Databases.POSTGRES);
        DataSource dataSource = Databases.POSTGRES.dataSource();
        Guard guard = Guard.of(Product.TABLE);

        try (Connection reader = dataSource.getConnection();
                Statement query = reader.createStatement();
                Connection owner = dataSource.getConnection();
                Statement setting = owner.createStatement()) {
            reader.setAutoCommit(false);
            query.executeQuery("SELECT * FROM products").close();
            setting.execute("SET lock_timeout = '100ms'");

            guard.reporting().install(owner);
            assertThatThrownBy(() -> guard.install(owner))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("55P03");
            assertThat(guard.reporting().check(owner)).isEmpty();

            reader.rollback();
            guard.install(owner);
            assertThat(guard.check(owner)).isEmpty();
            setting.execute("RESET lock_timeout");
            guard.remove(owner);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void column_added(TestDatabase database) {
        createWithoutVersion(database);

        addVersion(database);
        database.execute("INSERT INTO products (id, name, price, stock) VALUES (8, 'Pan', 20.00, 5)"); // as ever

        VersionedRepository<Product, Long> products = database.repository(Product.TABLE);
        assertThat(products.findAll(List.of(7L, 8L))).extracting(Product::version).containsExactly(1L, 1L);
        assertThat(products.update(products.get(8L).withStock(4)).version()).isEqualTo(2);
        database.database().verify(Product.TABLE);
    }

    private static String fileOfProducts() {
        return Databases.POSTGRES
                .query("SELECT pg_relation_filenode('products')")
                .get(0);
    }

    /** A table that is written anew stands in another file. */
    @Test
    void column_onPostgres_writesNoRow() {
        createWithoutVersion(Databases.POSTGRES);
        String before = fileOfProducts();

        addVersion(Databases.POSTGRES);
        assertThat(fileOfProducts()).isEqualTo(before);

        Databases.POSTGRES.execute("ALTER TABLE products ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()");
        assertThat(fileOfProducts()).as("of a default that is not constant").isNotEqualTo(before);
    }

    @Test
    void column_onPostgres_givesUpWaiting() throws SQLException {
        createWithoutVersion(Databases.POSTGRES);
        List<String> statements = Pages.sql("adopting-column-postgres");
        DataSource dataSource = Databases.POSTGRES.dataSource();

        try (Connection reader = dataSource.getConnection();
                Statement query = reader.createStatement();
                Connection owner = dataSource.getConnection();
                Statement change = owner.createStatement()) {
            reader.setAutoCommit(false);
            query.executeQuery("SELECT * FROM products").close();

            change.execute(statements.get(0).replace("2s", "100ms"));
            assertThatThrownBy(() -> change.execute(statements.get(1)))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
            reader.rollback();
            change.execute(statements.get(1));
            change.execute(statements.get(2));
        }
        assertThat(Databases.POSTGRES.query("SELECT version FROM products")).containsExactly("1");
    }

    /** What was prepared before the column came fails in a transaction, once for each connection. */
    @Test
    void column_onPostgres_afterSelectStar() throws SQLException {
        createWithoutVersion(Databases.POSTGRES);

        try (Connection old = Databases.POSTGRES.connect(); // HikariCP would throw it away after the failure
                PreparedStatement all = old.prepareStatement("SELECT * FROM products")) {
            old.setAutoCommit(false);
            all.unwrap(PGStatement.class).setPrepareThreshold(1);
            all.executeQuery().close();
            old.commit();
            addVersion(Databases.POSTGRES);

            assertThatThrownBy(all::executeQuery).hasMessageContaining("cached plan must not change result type");
            old.rollback();
            all.executeQuery().close();
            old.commit();
        }
    }

    /** The table is not read for NULL versions once a constraint has proved that there are none: the server says so itself. */
    @Test
    void nulls_onPostgres_filledInByParts() throws SQLException {
        createWithoutVersion(Databases.POSTGRES);
        Databases.POSTGRES.execute(
                "ALTER TABLE products ADD COLUMN version bigint",
                "INSERT INTO products (id, name, price, stock) SELECT id, 'Pan', 1, 1 FROM generate_series(100, 2600) id");
        List<String> statements = Pages.sql("adopting-nulls-postgres");
        List<Integer> parts = new ArrayList<>();

        try (Connection connection = Databases.POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            int part;
            do {
                part = statement.executeUpdate(statements.get(0));
                parts.add(part);
            } while (part > 0);
            statement.execute("SET client_min_messages = debug1");
            List<String> told = new ArrayList<>();
            for (String sql : statements.subList(1, statements.size())) {
                statement.execute(sql);
                for (SQLWarning warning = statement.getWarnings();
                        warning != null;
                        warning = warning.getNextWarning()) {
                    told.add(warning.getMessage());
                }
            }
            statement.execute("RESET client_min_messages");

            assertThat(told).anyMatch(each -> each.contains("sufficient to prove that it does not contain nulls"));
        }
        assertThat(parts).containsExactly(1000, 1000, 502, 0);
        Databases.POSTGRES.database().verify(Product.TABLE);
    }
}
