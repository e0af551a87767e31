package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code modify} is optimistic first, and locked at last: nobody can be faster for ever. */
public abstract class LockedModifyContract extends AccountContract {

    private static final int THREADS = 8;
    private static final int TIMES = 40;

    /** Locked from the beginning. */
    private static final Retry LOCKED = Retry.upTo(1).withLockingFrom(1);

    private final AtomicInteger calls = new AtomicInteger();
    private FaultyDataSource watched;
    private VersionedRepository<Account, Long> rows;
    private Account ann;

    @BeforeEach
    void insertAnn() {
        needs(Feature.LOCKING_READS);
        ann = accounts.insert(Account.of("Ann", 10));
        watched = FaultyDataSource.of(database.dataSource());
        rows = accounts(watched.dataSource());
        assertThat(rows.get(ann.id())).isEqualTo(ann); // the catalogue is read before
        watched.drain();
    }

    private static Retry attempts(int attempts) {
        return Retry.upTo(attempts).withPauses(Duration.ZERO, Duration.ZERO);
    }

    private Account deposit(Account row) {
        calls.incrementAndGet();
        return new Account(row.id(), row.owner(), row.balance().add(BigDecimal.ONE), row.version());
    }

    private static boolean isLocking(String event) {
        return event.startsWith("SELECT ") && event.contains(" FOR ");
    }

    private static boolean isUpdate(String event) {
        return event.contains("UPDATE accounts");
    }

    /** Before each update of a row that was not locked before, somebody else writes it. */
    private void raceTheUnlocked() {
        boolean[] isLocked = {false};
        watched.inject((event, real) -> {
            isLocked[0] |= isLocking(event);
            if (isUpdate(event) && !isLocked[0]) {
                accounts.touch(accounts.get(ann.id()));
            }
            return real.call();
        });
    }

    /** What was sent since the row was locked, and before it on the same connection, in words. */
    private List<String> sentLocked() {
        List<String> events = new ArrayList<>(watched.drain());
        while (!events.isEmpty() && !isLocking(events.get(0))) {
            events.remove(0);
        }
        return events.stream()
                .map(event -> isLocking(event) ? "LOCK" : isUpdate(event) ? "UPDATE" : event)
                .filter(event -> !event.startsWith("SELECT ") && !event.equals("SAVEPOINT"))
                .toList();
    }

    private void assertUntouched() {
        assertThat(stored()).containsExactly(ann);
        assertThat(accounts(impatient()).touch(ann).version()).isEqualTo(2); // nobody holds the lock
    }

    @Test
    void modify_alwaysRaced_lockedAtLast() {
        needs(Feature.ROW_LOCKS);
        raceTheUnlocked();

        Account modified = rows.modify(ann.id(), this::deposit, attempts(3));

        assertThat(calls).hasValue(3);
        assertThat(modified).isEqualTo(new Account(ann.id(), "Ann", Account.money("11.00"), 4));
        assertThat(stored()).containsExactly(modified);
        assertThat(sentLocked()).containsExactly("LOCK", "UPDATE", "COMMIT", "AUTOCOMMIT true", "CLOSE");
    }

    @Test
    void modify_alwaysRaced_lockedAtLastByDefault() {
        needs(Feature.ROW_LOCKS);
        raceTheUnlocked();

        assertThat(rows.modify(ann.id(), this::deposit).version()).isEqualTo(9);

        assertThat(calls).hasValue(8);
        assertThat(sentLocked()).startsWith("LOCK", "UPDATE", "COMMIT");
    }

    @Test
    void modify_alwaysRaced_withoutLocking() {
        needs(Feature.ROW_LOCKS);
        raceTheUnlocked();

        assertThatThrownBy(
                        () -> rows.modify(ann.id(), this::deposit, attempts(3).withoutLocking()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("expected version 3, current version 4")
                .hasMessageEndingWith(" (3 attempts)");

        assertThat(calls).hasValue(3);
        assertThat(sentLocked()).isEmpty();
        assertThat(stored()).containsExactly(ann.withVersion(4));
    }

    @Test
    void modify_hotRow_nothingGivenUp() throws Exception {
        Crowd.of(THREADS, thread -> {
            for (int i = 0; i < TIMES; i++) {
                rows.modify(ann.id(), this::deposit, attempts(2));
            }
            return true;
        });

        Account last = accounts.get(ann.id());
        assertThat(last.balance()).isEqualByComparingTo(BigDecimal.valueOf(10 + THREADS * TIMES));
        assertThat(last.version()).isEqualTo(1 + THREADS * TIMES);
    }

    @Test
    void modify_deletedBeforeItIsLocked() {
        needs(Feature.ROW_LOCKS);
        before(LockedModifyContract::isLocking, () -> accounts.delete(ann));

        assertThatThrownBy(() -> rows.modify(ann.id(), this::deposit, LOCKED))
                .isInstanceOf(MissingRowException.class)
                .hasMessage("accounts " + ann.id() + ": there is no such row (any more). Nothing was written.");

        assertThat(calls).hasValue(0);
        assertThat(stored()).isEmpty();
        assertThat(sentLocked()).hasSize(4).startsWith("LOCK").endsWith("AUTOCOMMIT true", "CLOSE");
    }

    private void before(Predicate<String> first, Runnable once) {
        boolean[] isDone = {false};
        watched.inject((event, real) -> {
            if (first.test(event) && !isDone[0]) {
                isDone[0] = true;
                once.run();
            }
            return real.call();
        });
    }

    @Test
    void modify_lockTimeout() throws SQLException {
        needs(Feature.ROW_LOCKS);
        watched = FaultyDataSource.of(impatient());
        rows = accounts(watched.dataSource());
        assertThat(rows.get(ann.id())).isEqualTo(ann);
        watched.drain();
        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));

            assertThatThrownBy(() -> rows.modify(ann.id(), this::deposit, LOCKED))
                    .isInstanceOfSatisfying(
                            BusyException.class,
                            e -> assertThat(e)
                                    .hasMessage("accounts: reading gave up waiting (SQLSTATE " + state(e) + ")"));

            winner.rollback();
        }
        assertThat(calls).hasValue(0);
        assertThat(sentLocked()).containsExactly("LOCK", "ROLLBACK", "AUTOCOMMIT true", "CLOSE");
        assertUntouched();
    }

    /** Whoever waited for the lock sees what was committed meanwhile, or is told to begin again, and does. */
    @Test
    void modify_repeatableRead_beginsAgain() throws Exception {
        VersionedRepository<Account, Long> strict =
                database.repository(of -> of.withIsolation(Isolation.REPEATABLE_READ), Account.TABLE);
        Retry locked = attempts(3).withLockingFrom(1);
        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            Future<Account> waiting = start(() -> strict.modify(ann.id(), this::deposit, locked));
            database.awaitWaiting(1);
            winner.commit();

            assertThat(result(waiting)).isEqualTo(new Account(ann.id(), "Anne", Account.money("11.00"), 3));
        }
    }

    @Test
    void modify_locked_changesNothing() {
        needs(Feature.ROW_LOCKS);
        assertThat(rows.modify(ann.id(), row -> row, LOCKED)).isEqualTo(ann);

        assertThat(sentLocked()).hasSize(4).startsWith("LOCK").endsWith("AUTOCOMMIT true", "CLOSE");
        assertUntouched();
    }

    @Test
    void modify_locked_changeThatThrows() {
        needs(Feature.ROW_LOCKS);
        IllegalStateException thrown = new IllegalStateException("overdrawn");

        assertThatThrownBy(() -> rows.modify(
                        ann.id(),
                        row -> {
                            throw thrown;
                        },
                        LOCKED))
                .isSameAs(thrown);

        assertThat(sentLocked()).hasSize(4).startsWith("LOCK").endsWith("AUTOCOMMIT true", "CLOSE");
        assertUntouched();
    }

    @Test
    void modify_locked_refused() {
        needs(Feature.ROW_LOCKS);
        assertThatThrownBy(() -> rows.modify(ann.id(), row -> row.withOwner(null), LOCKED))
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .isEqualTo("accounts " + ann.id() + ": patch failed. Nothing was written.");

        assertThat(sentLocked()).containsExactly("LOCK", "UPDATE", "ROLLBACK", "AUTOCOMMIT true", "CLOSE");
        assertUntouched();
    }

    @Test
    void modify_locked_suppressed() {
        needs(Feature.ROW_LOCKS);
        meddle(Meddling.SUPPRESSES, "accounts");

        assertThatThrownBy(() -> rows.modify(ann.id(), this::deposit, LOCKED))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessage(
                        "accounts " + ann.id() + ": the database changed no row, though the row stands at the expected"
                                + " version. Nothing was written: it was rolled back. A trigger, a rule or a row-level policy"
                                + " suppresses the write.");

        assertThat(stored()).containsExactly(ann);
        assertThat(sentLocked()).endsWith("ROLLBACK", "AUTOCOMMIT true", "CLOSE");
    }

    /** Not even where the commit says so: the next attempt is another transaction. */
    @Test
    void modify_locked_serializationFailureAtCommit() {
        boolean[] isDone = {false};
        watched.inject((event, real) -> {
            if (event.equals("COMMIT") && !isDone[0]) {
                isDone[0] = true;
                throw new SQLException("injected", "40001");
            }
            return real.call();
        });

        Account modified = rows.modify(ann.id(), this::deposit, attempts(2).withLockingFrom(1));

        assertThat(calls).hasValue(2);
        assertThat(modified).isEqualTo(new Account(ann.id(), "Ann", Account.money("11.00"), 2));
        assertThat(stored()).containsExactly(modified);
    }
}
