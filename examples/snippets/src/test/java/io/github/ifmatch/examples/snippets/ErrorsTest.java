package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What errors.md shows and claims. */
class ErrorsTest {

    record Customer(long id, String email, long version) {}

    private static final Table<Customer, Long> CUSTOMERS =
            Table.of(Customer.class, Long.class).named("customers");

    private final VersionedRepository<Product, Long> products =
            Databases.H2.database().repository(Product.TABLE);

    @BeforeEach
    void createTables() {
        Databases.createProducts(Databases.H2);
        Databases.all().forEach(ErrorsTest::createCustomers);
    }

    private static void createCustomers(TestDatabase database) {
        database.execute(
                "DROP TABLE IF EXISTS customers",
                "CREATE TABLE customers (id bigint PRIMARY KEY, email varchar(50) UNIQUE, version bigint NOT NULL)",
                "INSERT INTO customers VALUES (1, 'ann@secret.example', 1), (2, 'bob@secret.example', 1)");
    }

    @Test
    void handling() {
        Product stale = products.get(7L);
        products.touch(stale);

        assertThat(save(products, products.get(7L))).isEqualTo("saved as version 3");
        assertThat(save(products, stale)).isEqualTo("somebody else saved version 3 meanwhile");
        assertThat(save(products, new Product(8, "Gone", stale.price(), 0, 1))).isEqualTo("deleted meanwhile");
    }

    // region errors-handling
    static String save(VersionedRepository<Product, Long> products, Product edited) {
        try {
            return "saved as version " + products.update(edited).version();
        } catch (ConflictException e) {
            Product theirs = e.current(Product.class);
            return "somebody else saved version " + theirs.version() + " meanwhile";
        } catch (MissingRowException e) {
            return "deleted meanwhile";
        } catch (BusyException | SerializationException e) {
            return "try again later";
        }
    }
    // endregion

    @Test
    void driversMessages_holdValuesAndOursDoNot() {
        for (TestDatabase database : Databases.all().toList()) {
            DatabaseException failure = breakUniqueIndex(database.dataSource());

            assertThat(failure)
                    .hasMessage(
                            "customers 2: update would break a unique index (SQLSTATE 23505). Nothing was written.");
            assertThat(failure.sqlState()).isEqualTo("23505");
            assertThat(failure.getCause()).hasMessageContaining("ann@secret.example");
        }
    }

    @Test
    void postgres_withoutDetail() {
        try (HikariDataSource quiet = Databases.POSTGRES.pool(config -> {
            // region errors-pgjdbc
            config.addDataSourceProperty("logServerErrorDetail", "false");
            // endregion
        })) {
            assertThat(breakUniqueIndex(quiet).getCause()).hasMessageNotContaining("secret");
        }
    }

    @Test
    void deadlock_oneVictim() {
        Databases.createProducts(Databases.POSTGRES);

        assertThat(deadlock(Databases.H2)).isInstanceOf(SerializationException.class);
        assertThat(deadlock(Databases.POSTGRES)).isInstanceOf(BusyException.class);
    }

    private static Throwable deadlock(TestDatabase database) {
        database.execute("INSERT INTO products VALUES (8, 'Toaster', 20.00, 5, 1)");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        CompletableFuture<?> one = Threads.run(() -> touchBoth(database, 7, 8, bothHoldOne));
        CompletableFuture<?> other = Threads.run(() -> touchBoth(database, 8, 7, bothHoldOne));

        Throwable victim =
                catchThrowable(() -> CompletableFuture.allOf(one, other).get(20, TimeUnit.SECONDS));

        assertThat(one.isCompletedExceptionally()).isNotEqualTo(other.isCompletedExceptionally());
        return victim.getCause();
    }

    private static void touchBoth(TestDatabase database, long first, long second, CyclicBarrier bothHoldOne) {
        Database.of(database.dataSource()).inTransaction(tx -> {
            VersionedRows<Product, Long> rows = tx.rows(Product.TABLE);
            Product next = rows.get(second);
            rows.touch(rows.get(first));
            await(bothHoldOne);
            return rows.tryTouch(next);
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatabaseException breakUniqueIndex(DataSource dataSource) {
        VersionedRepository<Customer, Long> customers = VersionedRepository.of(dataSource, CUSTOMERS);
        return catchThrowableOfType(
                DatabaseException.class, () -> customers.update(new Customer(2, "ann@secret.example", 1)));
    }
}
