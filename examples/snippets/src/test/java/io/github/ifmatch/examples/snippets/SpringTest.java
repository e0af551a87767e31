package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.spring.SpringDatabase;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.transaction.support.TransactionTemplate;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.json.JsonMapper;

/** The snippets of the page on Spring, in Spring's own contexts and transactions. */
class SpringTest {

    // region spring-configuration
    @Configuration
    @EnableTransactionManagement
    static class Application {

        @Bean
        JdbcTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        VersionedRepository<Product, Long> products(DataSource dataSource) {
            Table<Product, Long> table = Table.of(Product.class, Long.class).named("products");
            return SpringDatabase.of(dataSource).repository(table);
        }

        @Bean
        Shop shop(VersionedRepository<Product, Long> products, JdbcTemplate jdbc, Inner inner) {
            return new Shop(products, jdbc, inner);
        }
    }
    // endregion

    @Configuration
    static class Others {

        @Bean
        JdbcTemplate jdbcTemplate(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }

        @Bean
        Inner inner(VersionedRepository<Product, Long> products) {
            return new Inner(products);
        }
    }

    static class Shop {

        private final VersionedRepository<Product, Long> products;
        private final JdbcTemplate jdbc;
        private final Inner inner;

        Shop(VersionedRepository<Product, Long> products, JdbcTemplate jdbc, Inner inner) {
            this.products = products;
            this.jdbc = jdbc;
            this.inner = inner;
        }

        // region spring-transactional
        @Transactional
        public Product sell(Product product) {
            jdbc.update("INSERT INTO sales (product_id) VALUES (?)", product.id());
            return products.update(product.withStock(product.stock() - 1)); // a conflict rolls the sale back
        }
        // endregion

        @Transactional
        public void sellAndFail(Product product) {
            sell(product);
            throw new IllegalStateException("later");
        }

        @Transactional
        public Conflict<?> sellTryingOnly(Product product) {
            jdbc.update("INSERT INTO sales (product_id) VALUES (?)", product.id());
            return (Conflict<?>) products.tryUpdate(product);
        }

        @Transactional
        public void swallowInner(Product product, boolean isNew) {
            jdbc.update("INSERT INTO sales (product_id) VALUES (?)", product.id());
            try {
                if (isNew) {
                    inner.updateInNew(product);
                } else {
                    inner.update(product);
                }
            } catch (ConflictException e) {
                assertThat(e.currentVersion()).isEqualTo(2);
            }
        }

        @Transactional
        public void swallowFailure(Product product) {
            jdbc.update("INSERT INTO sales (product_id) VALUES (?)", product.id());
            try {
                products.update(new Product(product.id(), null, product.price(), 1, product.version()));
            } catch (DatabaseException e) {
                assertThat(e.sqlState()).isEqualTo("23502");
            }
        }

        @Transactional
        public void withInnerInNew(Product product) {
            jdbc.update("INSERT INTO sales (product_id) VALUES (?)", product.id());
            inner.updateInNew(product);
            throw new IllegalStateException("the outer one fails");
        }

        @Transactional(readOnly = true)
        public Product read(long id) {
            return products.get(id);
        }

        @Transactional(readOnly = true)
        public Product writeReadOnly(Product product) {
            return products.update(product);
        }
    }

    static class Inner {

        private final VersionedRepository<Product, Long> products;

        Inner(VersionedRepository<Product, Long> products) {
            this.products = products;
        }

        @Transactional
        public Product update(Product product) {
            return products.update(product);
        }

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public Product updateInNew(Product product) {
            return products.update(product);
        }
    }

    // region spring-retryable
    static class Till {

        private final VersionedRepository<Product, Long> products;

        Till(VersionedRepository<Product, Long> products) {
            this.products = products;
        }

        @Retryable(
                includes = {ConflictException.class, SerializationException.class, BusyException.class},
                maxRetries = 4,
                delay = 20,
                jitter = 10)
        @Transactional
        public Product sell(long id, int count) {
            Product product = products.get(id); // each attempt reads again, in a transaction of its own
            return products.update(product.withStock(product.stock() - count));
        }
    }
    // endregion

    // region spring-item-writer
    /** Each chunk is written in the transaction of its step; what somebody has changed meanwhile is kept for another run. */
    static ItemWriter<Product> writer(VersionedRepository<Product, Long> products, List<Conflict<Product>> leftOver) {
        return chunk -> {
            for (Outcome<Product> outcome : products.tryUpdateAll(chunk.getItems())) {
                if (outcome instanceof Conflict<Product> conflict) {
                    leftOver.add(conflict);
                }
            }
        };
    }
    // endregion

    private interface Story {
        void tell(Shop shop, VersionedRepository<Product, Long> products, Product kettle);
    }

    private static void in(TestDatabase database, Story story) {
        Databases.createProducts(database);
        database.execute("DROP TABLE IF EXISTS sales", "CREATE TABLE sales (product_id bigint NOT NULL)");
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(
                    DataSource.class, database::dataSource, definition -> definition.setDestroyMethodName(""));
            context.register(Application.class, Others.class);
            context.refresh();
            @SuppressWarnings("unchecked")
            VersionedRepository<Product, Long> products = context.getBean(VersionedRepository.class);
            story.tell(context.getBean(Shop.class), products, products.get(7L));
        }
    }

    private static String sales(TestDatabase database) {
        return database.query("SELECT count(*) FROM sales").get(0);
    }

    private static String stock(TestDatabase database) {
        return database.query("SELECT stock FROM products").get(0);
    }

    private static String version(TestDatabase database) {
        return database.query("SELECT version FROM products").get(0);
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void transactional_commitsAndRollsBack(TestDatabase database) {
        in(database, (shop, products, kettle) -> {
            assertThat(shop.sell(kettle).version()).isEqualTo(2);
            assertThat(sales(database)).isEqualTo("1");

            assertThatThrownBy(() -> shop.sell(kettle)).isInstanceOf(ConflictException.class);
            assertThat(sales(database)).isEqualTo("1");

            assertThatThrownBy(() -> shop.sellAndFail(shop.read(7))).isInstanceOf(IllegalStateException.class);
            assertThat(sales(database)).isEqualTo("1");
            assertThat(version(database)).isEqualTo("2");
            assertThat(stock(database)).isEqualTo("9");
        });
    }

    /** A conflict that is an answer, not an exception, leaves the transaction alone. */
    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void transactional_conflictAnswered_commits(TestDatabase database) {
        in(database, (shop, products, kettle) -> {
            products.update(kettle.withStock(5));

            assertThat(shop.sellTryingOnly(kettle).currentVersion()).isEqualTo(2);
            assertThat(sales(database)).isEqualTo("1");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void transactional_innerConflictSwallowed(TestDatabase database) {
        in(database, (shop, products, kettle) -> {
            products.update(kettle.withStock(5));

            assertThatThrownBy(() -> shop.swallowInner(kettle, false)).isInstanceOf(UnexpectedRollbackException.class);
            assertThat(sales(database)).isEqualTo("0");

            shop.swallowInner(kettle, true);
            assertThat(sales(database)).isEqualTo("1");
        });
    }

    /** Whoever swallows a failure that a transaction does not survive is told at the commit. */
    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void transactional_failureSwallowed(TestDatabase database) {
        in(database, (shop, products, kettle) -> {
            assertThatThrownBy(() -> shop.swallowFailure(kettle)).isInstanceOf(UnexpectedRollbackException.class);
            assertThat(sales(database)).isEqualTo("0");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void requiresNew_standsByItself(TestDatabase database) {
        in(database, (shop, products, kettle) -> {
            assertThatThrownBy(() -> shop.withInnerInNew(kettle.withStock(3)))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(sales(database)).isEqualTo("0");
            assertThat(stock(database)).isEqualTo("3");
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void readOnly(TestDatabase database) {
        in(database, (shop, products, kettle) -> {
            assertThat(shop.read(7)).isEqualTo(kettle);
            if (database.has(TestDatabase.Feature.READ_ONLY_CONNECTIONS)) {
                assertThatThrownBy(() -> shop.writeReadOnly(kettle.withStock(1)))
                        .isInstanceOf(DatabaseException.class);
                assertThat(stock(database)).isEqualTo("10");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void outside_inItsOwnTransaction(TestDatabase database) {
        in(database, (shop, products, kettle) -> {
            products.update(kettle.withStock(4));
            assertThat(stock(database)).isEqualTo("4");
        });
    }

    // region spring-resilient
    @Configuration
    @EnableResilientMethods
    @Import(Application.class)
    static class Resilient {

        @Bean
        Till till(VersionedRepository<Product, Long> products) {
            return new Till(products);
        }
    }
    // endregion

    /** Four sell at once, and nothing is lost, whoever comes too late at first. */
    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void retryable_readsAgain(TestDatabase database) {
        Databases.createProducts(database);
        database.execute("DROP TABLE IF EXISTS sales", "CREATE TABLE sales (product_id bigint NOT NULL)");
        AtomicInteger transactions = new AtomicInteger();
        DataSource racing = new DelegatingDataSource(database.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                transactions.incrementAndGet();
                return super.getConnection();
            }
        };
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(DataSource.class, () -> racing, definition -> definition.setDestroyMethodName(""));
            context.register(Resilient.class, Others.class);
            context.refresh();
            Till till = context.getBean(Till.class);
            VersionedRepository<Product, Long> others = database.repository(Product.TABLE);

            List<CompletableFuture<Void>> sales = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sales.add(Threads.run(() -> assertThat(till.sell(7, 1)).isNotNull()));
            }
            sales.forEach(CompletableFuture::join);

            assertThat(others.get(7L).stock()).isEqualTo(6);
            assertThat(others.get(7L).version()).isEqualTo(5);
            assertThat(transactions.get()).isGreaterThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void itemWriter_isPartOfTheStepsTransaction(TestDatabase database) {
        in(database, (shop, products, kettle) -> {
            TransactionTemplate step =
                    new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
            List<Conflict<Product>> leftOver = new ArrayList<>();
            ItemWriter<Product> writer = writer(products, leftOver);

            step.executeWithoutResult(status -> write(writer, kettle.withStock(4)));
            step.executeWithoutResult(status -> write(writer, kettle.withStock(3)));
            step.executeWithoutResult(status -> {
                write(writer, products.get(7L).withStock(2));
                status.setRollbackOnly();
            });

            assertThat(stock(database)).isEqualTo("4");
            assertThat(leftOver).extracting(Conflict::currentVersion).containsExactly(2L);
        });
    }

    private static void write(ItemWriter<Product> writer, Product product) {
        try {
            writer.write(Chunk.of(product));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
