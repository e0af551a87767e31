package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Event;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.spring.AfterCommit;
import io.github.ifmatch.spring.SpringDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** What docs/spring.md says of transactions, line by line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransactionsContract {

    private final Managers manager;
    private final Databases databases;
    private final List<Event> heard = new ArrayList<>();

    private DataSource dataSource;
    private PlatformTransactionManager transactions;
    private JdbcTemplate jdbc;
    private VersionedRepository<Product, Long> products;
    private Product lamp;

    TransactionsContract(Managers manager, Databases databases) {
        this.manager = manager;
        this.databases = databases;
    }

    @BeforeAll
    void open() {
        dataSource = manager.dataSource(databases.newShop());
        transactions = manager.over(dataSource);
        jdbc = new JdbcTemplate(dataSource);
        products = SpringDatabase.of(dataSource)
                .withListener(AfterCommit.of(heard::add))
                .repository(Product.TABLE);
    }

    @BeforeEach
    void insert() {
        jdbc.execute("TRUNCATE TABLE products RESTART IDENTITY");
        lamp = products.insert(new Product(0, "lamp", 10, 0));
        heard.clear();
    }

    @AfterAll
    void close() throws Exception {
        ((AutoCloseable) dataSource).close();
    }

    private TransactionTemplate required() {
        return template(TransactionDefinition.PROPAGATION_REQUIRED);
    }

    private TransactionTemplate template(int propagation) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(propagation);
        return template;
    }

    /** As {@link JdbcTemplate} sees it from outside of a transaction. */
    private int stock() {
        return jdbc.queryForObject("SELECT stock FROM products WHERE id = ?", Integer.class, lamp.id());
    }

    private long count() {
        return jdbc.queryForObject("SELECT count(*) FROM products", Long.class);
    }

    /** By somebody else, who does not wait for the thread's transaction. */
    private void elsewhere(String sql) {
        Thread other = new Thread(() -> jdbc.execute(sql));
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void write_isPartOfTheTransaction() {
        required().executeWithoutResult(status -> {
            jdbc.update("INSERT INTO products (name, stock, version) VALUES ('desk', 1, 1)");
            assertThat(products.find(2L)).isPresent();
            products.update(lamp.withStock(9));
            assertThat(stock()).isEqualTo(9);
            assertThat(heard).isEmpty();
        });

        assertThat(stock()).isEqualTo(9);
        assertThat(heard).containsExactly(new Event.Written("products", "update", lamp.id()));
    }

    @Test
    void write_isRolledBackWithTheTransaction() {
        required().executeWithoutResult(status -> {
            products.update(lamp.withStock(9));
            products.insertAll(List.of(new Product(0, "a", 1, 0), new Product(0, "b", 1, 0)));
            status.setRollbackOnly();
        });

        assertThat(stock()).isEqualTo(10);
        assertThat(count()).isEqualTo(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void write_outsideOfATransaction_isOneOfItsOwn() {
        products.update(lamp.withStock(9));

        assertThat(stock()).isEqualTo(9);
        assertThat(heard).hasSize(1);
    }

    @Test
    void conflict_thrown_rollsBack() {
        assertThatThrownBy(() -> required().executeWithoutResult(status -> {
                    jdbc.update("INSERT INTO products (name, stock, version) VALUES ('desk', 1, 1)");
                    products.update(new Product(lamp.id(), "lamp", 9, 7));
                }))
                .isInstanceOf(ConflictException.class);

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void conflict_caught_transactionCommits() {
        required().executeWithoutResult(status -> {
            Product stale = new Product(lamp.id(), "lamp", 9, 7);
            assertThat(products.tryUpdate(stale).isApplied()).isFalse();
            assertThatThrownBy(() -> products.update(stale)).isInstanceOf(ConflictException.class);
            products.update(lamp.withStock(8));
        });

        assertThat(stock()).isEqualTo(8);
    }

    @Test
    void conflict_throughAnInnerMethod_commitIsRefused() {
        assertThatThrownBy(() -> required().executeWithoutResult(outer -> {
                    products.update(lamp.withStock(8));
                    assertThatThrownBy(
                                    () -> required().executeWithoutResult(inner -> products.update(lamp.withStock(7))))
                            .isInstanceOf(ConflictException.class);
                }))
                .isInstanceOf(UnexpectedRollbackException.class);

        assertThat(stock()).isEqualTo(10);
    }

    @Test
    void conflict_inRequiresNew_onlyThatIsRolledBack() {
        Product desk = products.insert(new Product(0, "desk", 1, 0));

        required().executeWithoutResult(outer -> {
            products.update(lamp.withStock(8));
            assertThatThrownBy(() -> template(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                            .executeWithoutResult(inner -> {
                                products.insert(new Product(0, "chair", 1, 0));
                                products.update(new Product(desk.id(), "desk", 2, 7));
                            }))
                    .isInstanceOf(ConflictException.class);
        });

        assertThat(stock()).isEqualTo(8);
        assertThat(count()).isEqualTo(2);
    }

    private Class<? extends Exception> refusal() {
        return manager == Managers.DATA_SOURCE || manager == Managers.JDBC
                ? UnexpectedRollbackException.class
                : InvalidDataAccessApiUsageException.class;
    }

    /** A statement of it failed, and the database will not commit what came before; nobody may believe that it did. */
    @Test
    void failure_fatalAndCaught_commitIsRefused() {
        assertThatThrownBy(() -> required().executeWithoutResult(status -> {
                    products.update(lamp.withStock(8));
                    assertThatThrownBy(() -> products.insert(new Product(0, "lamp", 1, 0)))
                            .isInstanceOf(DatabaseException.class);
                }))
                .isInstanceOf(refusal());

        assertThat(stock()).isEqualTo(10);
        assertThat(heard).isEmpty();
    }

    @Test
    void failure_fatalInAnInnerMethod_commitIsRefused() {
        assertThatThrownBy(() -> required().executeWithoutResult(outer -> {
                    products.update(lamp.withStock(8));
                    required()
                            .executeWithoutResult(
                                    inner -> assertThatThrownBy(() -> products.insert(new Product(0, "desk", -1, 0)))
                                            .isInstanceOf(DatabaseException.class));
                }))
                .isInstanceOf(refusal());

        assertThat(stock()).isEqualTo(10);
    }

    /** What was done since its savepoint is undone, and the outer transaction is as good as before. */
    @Test
    void failure_fatalInANestedTransaction_outerCommits() {
        assumeTrue(manager == Managers.DATA_SOURCE || manager == Managers.JDBC, "has savepoints");

        required().executeWithoutResult(outer -> {
            products.update(lamp.withStock(8));
            assertThatThrownBy(() -> template(TransactionDefinition.PROPAGATION_NESTED)
                            .executeWithoutResult(nested -> {
                                products.insert(new Product(0, "desk", 1, 0));
                                products.insert(new Product(0, "lamp", 1, 0));
                            }))
                    .isInstanceOf(DatabaseException.class);
            products.insert(new Product(0, "chair", 1, 0));
        });

        assertThat(stock()).isEqualTo(8);
        assertThat(jdbc.queryForList("SELECT name FROM products ORDER BY name", String.class))
                .containsExactly("chair", "lamp");
        assertThat(heard).hasSize(2);
    }

    @Test
    void modify_meetsAConflict_triesAgainInTheSameTransaction() {
        AtomicInteger attempts = new AtomicInteger();

        required()
                .executeWithoutResult(status -> products.modify(lamp.id(), row -> {
                    if (attempts.incrementAndGet() == 1) {
                        elsewhere("UPDATE products SET stock = stock - 1, version = version + 1");
                    }
                    return row.withStock(row.stock() - 1);
                }));

        assertThat(attempts).hasValue(2);
        assertThat(stock()).isEqualTo(8);
    }

    @Test
    void modify_serializationFailure_isNotTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        TransactionTemplate repeatable = required();
        repeatable.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        assumeTrue(manager != Managers.JTA, "sets an isolation");
        assumeTrue(manager != Managers.JPA || databases == Databases.POSTGRES, "Hibernate sets an isolation on H2");

        assertThatThrownBy(() -> repeatable.executeWithoutResult(status -> products.modify(lamp.id(), row -> {
                    attempts.incrementAndGet();
                    elsewhere("UPDATE products SET stock = stock - 1, version = version + 1");
                    return row.withStock(row.stock() - 1);
                })))
                .isInstanceOf(SerializationException.class);

        assertThat(attempts).hasValue(1);
        assertThat(stock()).isEqualTo(9);
    }

    @Test
    void inTransaction_joins_andIsNotTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> required()
                        .executeWithoutResult(status -> SpringDatabase.of(dataSource)
                                .inTransaction(Retry.DEFAULT, transaction -> {
                                    attempts.incrementAndGet();
                                    transaction.rows(Product.TABLE).update(lamp.withStock(8));
                                    transaction.rows(Product.TABLE).insert(new Product(0, "lamp", 1, 0));
                                    return true;
                                })))
                .isInstanceOf(DatabaseException.class);

        assertThat(attempts).hasValue(1);
        assertThat(stock()).isEqualTo(10);
    }

    @Test
    void readOnly_isForTheDriverToEnforce() {
        assumeTrue(manager != Managers.JTA, "hands read-only on to the connection");
        TransactionTemplate readOnly = required();
        readOnly.setReadOnly(true);

        if (databases == Databases.POSTGRES) {
            assertThatThrownBy(() -> readOnly.executeWithoutResult(status -> products.update(lamp.withStock(8))))
                    .isInstanceOf(DatabaseException.class);
            assertThat(stock()).isEqualTo(10);
        } else {
            readOnly.executeWithoutResult(status -> products.update(lamp.withStock(8)));
            assertThat(stock()).isEqualTo(8);
        }
    }

    @Test
    void notSupported_isATransactionOfItsOwn() {
        assertThatThrownBy(() -> required().executeWithoutResult(outer -> {
                    template(TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
                            .executeWithoutResult(none -> products.update(lamp.withStock(8)));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        assertThat(stock()).isEqualTo(8);
    }

    /** Spring binds a connection there, too, of which nobody commits what is done. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
                TransactionDefinition.PROPAGATION_SUPPORTS,
                TransactionDefinition.PROPAGATION_NEVER
            })
    void withoutATransaction_whereThePoolIsNotInAutocommit_isOneOfItsOwn(int propagation) {
        assumeTrue(dataSource instanceof HikariDataSource, "can be told");
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(((HikariDataSource) dataSource).getJdbcUrl());
        pool.setAutoCommit(false);
        try (pool) {
            TransactionTemplate template = new TransactionTemplate(manager.over(pool));
            template.setPropagationBehavior(propagation);

            template.executeWithoutResult(none -> SpringDatabase.of(pool)
                    .withListener(AfterCommit.of(heard::add))
                    .repository(Product.TABLE)
                    .update(lamp.withStock(8)));
        }

        assertThat(stock()).isEqualTo(8);
        assertThat(heard).containsExactly(new Event.Written("products", "update", lamp.id()));
    }

    @Test
    void batch_patchAndDelete_arePartOfTheTransaction() {
        required().executeWithoutResult(status -> {
            products.patch(lamp.id(), lamp.version(), Map.of("stock", 3));
            Product desk = products.insert(new Product(0, "desk", 1, 0));
            products.delete(desk);
            assertThat(products.tryUpdateAll(List.of(lamp, desk))).noneMatch(outcome -> outcome.isApplied());
        });

        assertThat(stock()).isEqualTo(3);
        assertThat(count()).isEqualTo(1);
    }
}
