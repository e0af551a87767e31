package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/frameworks.md says of transactions, in those of one framework. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FrameworkContract {

    /** A framework that has been started over a database. */
    interface Framework extends AutoCloseable {

        /** What plain JDBC is given. */
        DataSource dataSource();

        ConnectionSource source();

        Database database();

        void required(Runnable work);

        void requiresNew(Runnable work);

        /** Without a transaction, even inside of one. */
        void notSupported(Runnable work);

        void setRollbackOnly();

        @Override
        void close();
    }

    /** What is done in a framework, the kettle being product 7 at version 1. */
    interface Story {
        void tell(Framework framework, VersionedRepository<Product, Long> products, Product kettle) throws Exception;
    }

    private final Map<TestDatabase, Framework> started = new HashMap<>();

    abstract Framework start(String jdbcUrl);

    /** What is thrown by the commit that is refused. */
    abstract void assertRefused(Runnable unit);

    void in(TestDatabase database, Story story) throws Exception {
        Databases.createProducts(database);
        database.execute(
                "ALTER TABLE products ADD UNIQUE (name)",
                "DROP TABLE IF EXISTS sales",
                "CREATE TABLE sales (product_id bigint NOT NULL)");
        Framework framework = started.computeIfAbsent(
                database, any -> start(((HikariDataSource) database.dataSource()).getJdbcUrl()));
        VersionedRepository<Product, Long> products = framework.database().repository(Product.TABLE);
        story.tell(framework, products, products.get(7L));
    }

    @AfterAll
    void close() {
        started.values().forEach(Framework::close);
    }

    /** By plain JDBC, on the connection that the framework gives. */
    static void recordSale(Framework framework, Product product) {
        try (Connection connection = framework.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO sales (product_id) VALUES (" + product.id() + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By plain JDBC, on the connection that the framework gives. */
    private static int stockInside(Framework framework) {
        try (Connection connection = framework.dataSource().getConnection()) {
            return stock(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int stock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT stock FROM products WHERE id = 7")) {
            answer.next();
            return answer.getInt(1);
        }
    }

    /** What is committed. */
    static String sales(TestDatabase database) {
        return database.query("SELECT count(*) FROM sales").get(0);
    }

    /** What is committed. */
    static String stock(TestDatabase database) {
        return database.query("SELECT stock FROM products WHERE id = 7").get(0);
    }

    /** A second row of the same name: PostgreSQL's transaction is aborted by it. */
    private static void insertDuplicate(VersionedRepository<Product, Long> products, Product kettle) {
        assertThatThrownBy(() -> products.insert(new Product(8, kettle.name(), kettle.price(), 1, 0)))
                .isInstanceOf(DatabaseException.class);
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void write_isCommittedWithTheTransaction(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            framework.required(() -> {
                recordSale(framework, kettle);
                products.update(kettle.withStock(9));
                assertThat(stockInside(framework)).isEqualTo(9);
                assertThat(stock(database)).isEqualTo("10");
            });

            assertThat(sales(database)).isEqualTo("1");
            assertThat(stock(database)).isEqualTo("9");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void conflict_thrown_rollsBack(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            Product desk = products.insert(new Product(8, "Desk", kettle.price(), 1, 0));

            assertThatThrownBy(() -> framework.required(() -> {
                        recordSale(framework, kettle);
                        products.update(kettle.withStock(9));
                        products.update(new Product(8, "Desk", desk.price(), 2, 7));
                    }))
                    .isInstanceOf(ConflictException.class);

            assertThat(sales(database)).isEqualTo("0");
            assertThat(stock(database)).isEqualTo("10");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void conflict_caught_transactionCommits(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            products.update(kettle.withStock(5));

            framework.required(() -> {
                recordSale(framework, kettle);
                assertThat(products.tryUpdate(kettle).isApplied()).isFalse();
            });

            assertThat(sales(database)).isEqualTo("1");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void failure_fatalAndCaught_commitIsRefused(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            assertRefused(() -> framework.required(() -> {
                recordSale(framework, kettle);
                products.update(kettle.withStock(9));
                insertDuplicate(products, kettle);
            }));

            assertThat(sales(database)).isEqualTo("0");
            assertThat(stock(database)).isEqualTo("10");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void failure_fatalInAnInnerMethod_commitIsRefused(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            assertRefused(() -> framework.required(() -> {
                recordSale(framework, kettle);
                framework.required(() -> insertDuplicate(products, kettle));
            }));

            assertThat(sales(database)).isEqualTo("0");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void requiresNew_standsByItself(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            framework.required(() -> {
                recordSale(framework, kettle);
                assertRefused(() -> framework.requiresNew(() -> insertDuplicate(products, kettle)));
            });
            assertThat(sales(database)).isEqualTo("1");

            assertThatThrownBy(() -> framework.required(() -> {
                        recordSale(framework, kettle);
                        framework.requiresNew(() -> products.update(kettle.withStock(9)));
                        throw new IllegalStateException("later");
                    }))
                    .hasMessage("later");
            assertThat(sales(database)).isEqualTo("1");
            assertThat(stock(database)).isEqualTo("9");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void rollbackOnlyBefore_writeIsUndone(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            framework.required(() -> {
                recordSale(framework, kettle);
                framework.setRollbackOnly();
                products.update(kettle.withStock(9));
                insertDuplicate(products, kettle);
            });

            assertThat(sales(database)).isEqualTo("0");
            assertThat(stock(database)).isEqualTo("10");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void outside_eachOperationIsATransactionOfItsOwn(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            products.update(kettle.withStock(9));
            insertDuplicate(products, kettle);
            assertThat(stock(database)).isEqualTo("9");

            assertThatThrownBy(() -> framework.required(() -> {
                        framework.notSupported(() -> products.update(products.get(7L).withStock(8)));
                        throw new IllegalStateException("later");
                    }))
                    .hasMessage("later");
            assertThat(stock(database)).isEqualTo("8");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void leaseNew_isBesideTheTransaction(TestDatabase database) throws Exception {
        in(database, (framework, products, kettle) -> {
            framework.required(() -> {
                products.update(kettle.withStock(9));
                assertThat(stockOnNew(framework)).isEqualTo(10);
                recordSale(framework, kettle);
            });

            assertThat(stock(database)).isEqualTo("9");
            assertThat(sales(database)).isEqualTo("1");
            assertThat(stockOnNew(framework)).isEqualTo(9);
        });
    }

    private static int stockOnNew(Framework framework) {
        try {
            ConnectionSource.Lease lease = framework.source().leaseNew();
            try {
                assertThat(lease.joined()).isFalse();
                return stock(lease.connection());
            } finally {
                lease.release().release();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
