package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.spring.SpringDatabase;
import io.github.ifmatch.spring.VersionedExceptionTranslator;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever waits for a lock waits no longer than Spring lets it, as {@link JdbcTemplate} does. On PostgreSQL: H2 cancels no such wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("thorough")
class TimeLimitsTest {

    private final DataSource dataSource = Managers.JDBC.dataSource(Databases.POSTGRES.newShop());
    private final TransactionTemplate oneSecond = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    private final VersionedRepository<Product, Long> products =
            SpringDatabase.of(dataSource).repository(Product.TABLE);

    private Product lamp;
    private Connection other;

    @BeforeAll
    void limit() throws Exception {
        oneSecond.setTimeout(1);
        other = dataSource.getConnection();
    }

    @BeforeEach
    void insert() {
        jdbc.execute("DELETE FROM products");
        lamp = products.insert(new Product(0, "lamp", 10, 0));
    }

    @AfterAll
    void close() throws Exception {
        other.close();
        ((AutoCloseable) dataSource).close();
    }

    private interface Write {
        void run();
    }

    /** Runs it while somebody else has locked the row; how it failed, before the lock was given up. */
    private Throwable whileLocked(Write write) throws Exception {
        other.setAutoCommit(false);
        try (var statement = other.createStatement()) {
            statement.execute("UPDATE products SET stock = 0");
            Instant start = Instant.now();
            Throwable failure = catchThrowable(write::run);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
            return failure;
        } finally {
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    @Test
    void update_inATransactionWithATimeLimit_isCancelled() throws Exception {
        Throwable failure =
                whileLocked(() -> oneSecond.executeWithoutResult(status -> products.update(lamp.withStock(9))));

        assertThat(failure).isInstanceOf(BusyException.class);
        assertThat(new VersionedExceptionTranslator().translateExceptionIfPossible((BusyException) failure))
                .isInstanceOf(QueryTimeoutException.class);
        assertThat(products.get(lamp.id()).stock()).isEqualTo(10);
    }

    @Test
    void template_isCancelledLikewise() throws Exception {
        assertThat(whileLocked(
                        () -> oneSecond.executeWithoutResult(status -> jdbc.update("UPDATE products SET stock = 9"))))
                .isInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void batch_inATransactionWithATimeLimit_isCancelled() throws Exception {
        assertThat(whileLocked(
                        () -> oneSecond.executeWithoutResult(status -> products.updateAll(List.of(lamp.withStock(9))))))
                .isInstanceOf(BusyException.class);
    }

    @Test
    void update_afterTheTimeIsUp_isNotSent() {
        assertThatThrownBy(() -> oneSecond.executeWithoutResult(status -> {
                    letTheTimeBeUp();
                    products.update(lamp.withStock(9));
                }))
                .isInstanceOf(TransactionTimedOutException.class);

        assertThat(products.get(lamp.id()).stock()).isEqualTo(10);
    }

    private static void letTheTimeBeUp() {
        Instant end = Instant.now().plusMillis(1_100);
        while (Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
    }

    /** It may have been in the midst of an operation. A transaction manager for JPA does not look at what Spring marks then. */
    @Test
    void update_afterTheTimeIsUp_caughtUnderJpa_commitIsRefused() {
        TransactionTemplate jpa = new TransactionTemplate(Managers.JPA.over(dataSource));
        jpa.setTimeout(1);

        assertThatThrownBy(() -> jpa.executeWithoutResult(status -> {
                    products.update(lamp.withStock(9));
                    letTheTimeBeUp();
                    assertThatThrownBy(() -> products.insertAll(List.of(new Product(0, "desk", 1, 0))))
                            .isInstanceOf(TransactionTimedOutException.class);
                }))
                .isInstanceOf(InvalidDataAccessApiUsageException.class);

        assertThat(products.get(lamp.id()).stock()).isEqualTo(10);
    }

    @Test
    void update_withAQueryTimeout_isCancelled() throws Exception {
        VersionedRepository<Product, Long> limited =
                SpringDatabase.of(dataSource, Duration.ofSeconds(1)).repository(Product.TABLE);

        assertThat(whileLocked(() -> limited.update(lamp.withStock(9)))).isInstanceOf(BusyException.class);
        assertThat(whileLocked(() -> limited.updateAll(List.of(lamp.withStock(9)))))
                .isInstanceOf(BusyException.class);
    }

    @Test
    void queryTimeout_shorterThanASecond() {
        assertThatThrownBy(() -> SpringDatabase.of(dataSource, Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queryTimeout must be at least 1 second: PT0.999S");
    }
}
