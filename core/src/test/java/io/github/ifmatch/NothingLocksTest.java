package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is concluded where {@code SELECT … FOR UPDATE} locks nothing, as on HSQLDB: nothing that a lock would have to prove. */
class NothingLocksTest {

    private static final TestDatabase DATABASE = new HsqldbTestDatabase();

    private final FaultyDataSource raced = FaultyDataSource.of(DATABASE.dataSource());
    private final VersionedRepository<Account, Long> accounts = DATABASE.repository(raced.dataSource(), Account.TABLE);
    private Account ann;
    private Account bob;

    @BeforeEach
    void createTable() {
        Account.create(DATABASE);
        ann = accounts.insert(Account.of("Ann", 10).withId(1));
        bob = accounts.insert(Account.of("Bob", 10).withId(2));
    }

    private static void delete() {
        DATABASE.execute("DELETE FROM accounts WHERE id = 1");
    }

    private static void makeAnew() {
        DATABASE.execute("INSERT INTO accounts VALUES (1, 'Ann', 10, 1)");
    }

    /** Somebody else deletes Ann before each such statement, and makes her anew after it; how often. */
    private AtomicInteger rebornAround(String statement) {
        AtomicInteger times = new AtomicInteger();
        raced.inject((event, real) -> {
            if (!event.startsWith(statement)) {
                return real.call();
            }
            delete();
            Object answer = real.call();
            makeAnew();
            times.incrementAndGet();
            return answer;
        });
        return times;
    }

    @Test
    void update_ofARowThatComesAndGoes_isNotSuppressed() {
        AtomicInteger times = rebornAround("UPDATE");

        assertThatThrownBy(() -> accounts.update(ann.withOwner("Anne")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Nothing was written");
        assertThat(times.get()).isGreaterThan(2);
        assertThat(accounts.get(1L)).isEqualTo(ann);
    }

    @Test
    void update_ofARowThatComesAndGoes_inATransaction() {
        AtomicInteger times = rebornAround("UPDATE");

        assertThatThrownBy(() -> DATABASE.database(raced.dataSource())
                        .inTransaction(
                                transaction -> transaction.rows(Account.TABLE).tryUpdate(ann.withOwner("Anne"))))
                .isInstanceOf(SerializationException.class);
        assertThat(times.get()).isEqualTo(2);
        assertThat(accounts.get(1L)).isEqualTo(ann);
    }

    @Test
    void delete_ofARowThatComesAndGoes_isNotSuppressed() {
        AtomicInteger times = rebornAround("DELETE");

        assertThatThrownBy(() -> accounts.delete(ann)).isInstanceOf(SerializationException.class);
        assertThat(times.get()).isGreaterThan(2);
        assertThat(accounts.findAll(List.of(1L, 2L))).containsExactly(ann, bob);
    }

    /** Once, and it is written when it is tried again. */
    @Test
    void update_ofARowThatComesAndGoesOnce() {
        AtomicInteger times = new AtomicInteger();
        raced.inject((event, real) -> {
            if (!event.startsWith("UPDATE") || times.getAndIncrement() > 0) {
                return real.call();
            }
            delete();
            Object answer = real.call();
            makeAnew();
            return answer;
        });

        assertThat(accounts.update(ann.withOwner("Anne")).version()).isEqualTo(2);
    }

    private void deletedBeforeTheBatch() {
        AtomicInteger times = new AtomicInteger();
        raced.inject((event, real) -> {
            if (event.startsWith("DELETE") && times.getAndIncrement() == 0) {
                delete();
            }
            return real.call();
        });
    }

    /** It was read before, and is gone after: who has deleted it? In a transaction of its own the batch is run again. */
    @Test
    void deleteAll_ofARowThatSomebodyElseDeletes() {
        deletedBeforeTheBatch();

        assertThat(accounts.tryDeleteAll(List.of(ann, bob)))
                .containsExactly(new Missing<>(Account.TABLE, 1L), new Applied<>(bob));
    }

    @Test
    void deleteAll_ofARowThatSomebodyElseDeletes_inATransaction() {
        deletedBeforeTheBatch();

        assertThatThrownBy(() -> DATABASE.database(raced.dataSource())
                        .inTransaction(
                                transaction -> transaction.rows(Account.TABLE).tryDeleteAll(List.of(ann, bob))))
                .isInstanceOf(SerializationException.class);
        assertThat(accounts.findAll(List.of(1L, 2L))).containsExactly(bob);
    }
}
