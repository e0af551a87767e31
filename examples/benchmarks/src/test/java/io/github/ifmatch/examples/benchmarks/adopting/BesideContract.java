package io.github.ifmatch.examples.benchmarks.adopting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Another library and Ifmatch write the same rows: each is told of what the other has written.
 *
 * @param <H> what the library has of a row in its hands
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BesideContract<H> {

    final TestDatabase database;
    final VersionedRepository<Customer, Long> customers;

    private long lastId;

    BesideContract(TestDatabase database) {
        this.database = database;
        this.customers = database.repository(Customer.TABLE);
    }

    /** Sets the library up. */
    abstract void open(DataSource dataSource);

    abstract void close();

    /** Stores a row without a discount, at the version at which the library begins. */
    abstract long insert(String name);

    abstract long firstVersion();

    /** Reads a row anew, as a request does. */
    abstract H read(long id);

    /** Writes what was read with this discount, in a transaction of its own. */
    abstract void write(H held, int discount);

    abstract void delete(H held);

    /** What {@link #write} throws of a row that has changed since. */
    abstract Class<? extends Throwable> conflict();

    /** Whether {@link #delete} checks the version. */
    boolean checksDeletes() {
        return true;
    }

    /** For libraries that are given their ids. */
    final long nextId() {
        return ++lastId;
    }

    @BeforeAll
    void createTable() {
        database.execute(
                "CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(60) NOT NULL, discount integer NOT NULL,"
                        + " version bigint DEFAULT 1 NOT NULL)",
                "CREATE SEQUENCE customers_seq START WITH 1 INCREMENT BY 50");
        open(database.dataSource());
    }

    @AfterAll
    void closeAll() {
        close();
        database.close();
    }

    @Test
    void theirInsert_isUpdatedByUs() {
        long id = insert("Ann");

        Customer ann = customers.get(id);

        assertThat(ann).isEqualTo(new Customer(id, "Ann", 0, firstVersion()));
        assertThat(customers.update(ann.withDiscount(5)).version()).isEqualTo(firstVersion() + 1);
    }

    @Test
    void ourInsert_isUpdatedByThem() {
        Customer ann = customers.insert(new Customer(1_000_000, "Ann", 0, 0));

        write(read(ann.id()), 5);

        assertThat(customers.get(ann.id())).isEqualTo(new Customer(ann.id(), "Ann", 5, 2));
    }

    @Test
    void theyWriteFirst_weAreTold() {
        long id = insert("Ann");
        Customer ours = customers.get(id);
        write(read(id), 5);

        Customer attempted = ours.withName("Anne");
        Customer theirs = new Customer(id, "Ann", 5, ours.version() + 1);

        assertThat(customers.tryUpdate(attempted))
                .isEqualTo(new Conflict<>(Customer.TABLE, id, ours.version(), attempted, theirs));
        assertThat(customers.get(id)).isEqualTo(theirs);
        assertThat(customers.update(attempted, Customer.TABLE.mergeFrom(ours)))
                .isEqualTo(new Customer(id, "Anne", 5, ours.version() + 2));
    }

    @Test
    void weWriteFirst_theyAreTold() {
        long id = insert("Ann");
        H theirs = read(id);
        Customer anne = customers.update(customers.get(id).withName("Anne"));

        assertThatThrownBy(() -> write(theirs, 5)).isInstanceOf(conflict());
        assertThat(customers.get(id)).isEqualTo(anne);

        write(read(id), 5);
        assertThat(customers.get(id)).isEqualTo(new Customer(id, "Anne", 5, anne.version() + 1));
    }

    @Test
    void weDelete_theyAreTold() {
        long id = insert("Ann");
        H theirs = read(id);
        customers.delete(customers.get(id));

        assertThatThrownBy(() -> write(theirs, 5)).isInstanceOf(conflict());
        assertThat(customers.find(id)).isEmpty();
    }

    @Test
    void theyDelete_weAreTold() {
        long id = insert("Ann");
        Customer ours = customers.get(id);
        delete(read(id));

        assertThat(customers.tryUpdate(ours.withName("Anne"))).isEqualTo(new Missing<>(Customer.TABLE, id));
    }

    @Test
    void weWriteFirst_theirDelete() {
        long id = insert("Ann");
        H theirs = read(id);
        Customer anne = customers.update(customers.get(id).withName("Anne"));

        if (checksDeletes()) {
            assertThatThrownBy(() -> delete(theirs)).isInstanceOf(conflict());
            assertThat(customers.find(id)).contains(anne);
        } else {
            delete(theirs);
            assertThat(customers.find(id)).isEmpty();
        }
    }

    /** A guard cannot see that a library's DELETE checks the version. */
    @Test
    void guard_passesTheirUpdates_refusesTheirDeletes() throws SQLException {
        long id = insert("Ann");
        try (Connection owner = database.dataSource().getConnection()) {
            Guard guard = Guard.of(Customer.TABLE);
            try {
                guard.install(owner);
                write(read(id), 5);
                assertThatThrownBy(() -> delete(read(id))).hasStackTraceContaining("ifmatch guard: ");
                assertThat(customers.get(id)).isEqualTo(new Customer(id, "Ann", 5, firstVersion() + 1));

                guard.advancing().install(owner);
                write(read(id), 10);
                assertThat(customers.get(id)).isEqualTo(new Customer(id, "Ann", 10, firstVersion() + 2));
                delete(read(id));
                assertThat(customers.find(id)).isEmpty();
            } finally {
                guard.remove(owner);
            }
        }
    }
}
