package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a write that has to wait for another's lock. */
public abstract class LockContract extends AccountContract {

    private Account ann;

    @BeforeEach
    void insertAnn() {
        ann = accounts.insert(Account.of("Ann", 10));
    }

    @Test
    void update_lockTimeout() throws SQLException {
        FaultyDataSource watched = FaultyDataSource.of(impatient());
        VersionedRepository<Account, Long> rows = accounts(watched.dataSource());
        assertThat(rows.get(ann.id())).isEqualTo(ann);
        watched.drain();

        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));

            assertThatThrownBy(() -> rows.tryUpdate(ann.withBalance(20)))
                    .isInstanceOfSatisfying(
                            BusyException.class,
                            e -> assertThat(e)
                                    .hasMessage("accounts " + ann.id() + ": update gave up waiting (SQLSTATE "
                                            + state(e) + "). Nothing was written."));
            winner.rollback();
        }
        assertThat(watched.drain())
                .filteredOn(event -> event.contains("accounts"))
                .hasSize(1);
        assertThat(stored()).containsExactly(ann);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void callers_lockTimeout() throws SQLException {
        try (Connection winner = begin();
                Connection connection = impatient().getConnection()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            connection.setAutoCommit(false);
            VersionedRows<Account, Long> rows = accounts.on(connection);

            assertThatThrownBy(() -> rows.tryUpdate(ann.withBalance(20)))
                    .isInstanceOfSatisfying(
                            BusyException.class,
                            e -> assertThat(e)
                                    .hasMessage("accounts " + ann.id() + ": update gave up waiting (SQLSTATE "
                                            + state(e) + "). Nothing was written by it; roll this transaction back."));
            connection.rollback();
            winner.rollback();
        }
    }

    /** Statement timeouts differ too much to be waited for: the failure is injected. */
    /** On a driver that sends BEGIN apart, the first statement of a transaction is another matter. */
    @Test
    void update_statementTimeout() {
        assumeTrue(returnsUpdated() || !database.has(Feature.BEGIN_SENT_APART));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failing(event -> event.contains("UPDATE accounts"), "57014"));

        assertThatThrownBy(() -> accounts(faulty.dataSource()).tryUpdate(ann.withBalance(20)))
                .isInstanceOf(BusyException.class)
                .hasMessage("accounts " + ann.id() + ": update gave up waiting (SQLSTATE 57014). Nothing was written.");

        assertThat(faulty.drain())
                .filteredOn(event -> event.contains("accounts"))
                .hasSize(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /**
     * The BEGIN that goes before a transaction's first statement was cancelled, and the statement carried out by itself: so it is not
     * known what stands, and nothing is tried again. Here neither was sent: no transaction is there.
     */
    @Test
    void firstStatement_beginCancelled() {
        needs(Feature.BEGIN_SENT_APART);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failing(event -> event.contains("UPDATE accounts"), "57014"));
        String unknown =
                " failed while it was being committed (SQLSTATE 57014). It may stand or not: ask resolve(); if that is"
                        + " unknown, send it again, it cannot be made twice.";
        int[] attempts = {0};

        assertThatThrownBy(() -> accounts(faulty.dataSource()).updateAll(List.of(ann.withBalance(20))))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("accounts (1 row): update" + unknown);
        assertThatThrownBy(() -> database.database(faulty.dataSource()).inTransaction(Retry.DEFAULT, transaction -> {
                    attempts[0]++;
                    return transaction.rows(Account.TABLE).update(ann.withBalance(20));
                }))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("accounts " + ann.id() + ": update" + unknown);
        assertThat(attempts[0]).isEqualTo(1);
        if (!returnsUpdated()) {
            assertThatThrownBy(() -> accounts(faulty.dataSource()).update(ann.withBalance(20)))
                    .isInstanceOf(UnknownOutcomeException.class);
        }
    }

    /** Not even whether it was sent is known of a failure that says nothing. */
    @Test
    void update_timeoutWithoutSqlState() {
        needs(Feature.UPDATED_ROW_RETURNED);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject((event, real) -> {
            Object answer = real.call();
            if (event.contains("UPDATE accounts")) {
                throw new SQLTimeoutException();
            }
            return answer;
        });

        assertThatThrownBy(() -> accounts(faulty.dataSource()).tryUpdate(ann.withBalance(20)))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("accounts " + ann.id()
                        + ": update failed while it was being committed. It may stand or not: ask"
                        + " resolve(); if that is unknown, send it again, it cannot be made twice.");
        assertThat(stored()).containsExactly(ann.withBalance(20).withVersion(2).scaled());
    }

    @Test
    void update_statementTimeoutOfServer() throws SQLException {
        needs(Feature.REMOTE);
        DataSource hasty =
                pool(config -> config.setConnectionInitSql(database.statementTimeout(Duration.ofMillis(150))));

        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            assertThatThrownBy(() -> accounts(hasty).tryUpdate(ann.withBalance(20)))
                    .isInstanceOf(BusyException.class)
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id() + ": update gave up waiting. Nothing was written.");
            winner.rollback();
        }
    }

    /** PostgreSQL names the victim's failure; to H2 it is one more serialization failure. */
    @Test
    void inTransaction_deadlock() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        Account bob = accounts.insert(Account.of("Bob", 10));
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);

        Future<Exception> one = start(() -> updating(ann, bob, "One", bothHoldOne));
        Future<Exception> other = start(() -> updating(bob, ann, "Other", bothHoldOne));

        List<Exception> victims =
                Stream.of(result(one), result(other)).filter(e -> e != null).toList();
        assertThat(victims)
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .isInstanceOf(
                                database.has(Feature.NAMES_DEADLOCKS)
                                        ? BusyException.class
                                        : SerializationException.class));
        assertThat(stored()).extracting(Account::version).containsExactly(2L, 2L);
        assertThat(stored().stream().map(Account::owner).distinct()).hasSize(1);
    }

    /** The failure, or null. */
    private Exception updating(Account first, Account second, String owner, CyclicBarrier barrier) {
        try {
            return database.database().inTransaction(transaction -> {
                VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                rows.update(first.withOwner(owner));
                barrier.await(20, TimeUnit.SECONDS);
                rows.update(second.withOwner(owner));
                return null;
            });
        } catch (Exception e) {
            return e;
        }
    }

    @Test
    void update_interruptedWhileWaiting() throws Exception {
        needs(Feature.WAITS_KNOWN);
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            Future<Outcome<Account>> loser = start(() -> {
                waiting.complete(Thread.currentThread());
                try {
                    return accounts.tryUpdate(ann.withBalance(20));
                } finally {
                    isInterrupted.complete(Thread.currentThread().isInterrupted());
                }
            });
            database.awaitWaiting(1);
            waiting.get().interrupt();

            if (database.has(Feature.INTERRUPTIBLE)) {
                assertThatThrownBy(() -> result(loser))
                        .isInstanceOfSatisfying(
                                VersionedException.class,
                                e -> assertThat(e)
                                        .isInstanceOf(BusyException.class)
                                        .hasMessage("accounts " + ann.id() + ": update gave up waiting (SQLSTATE "
                                                + state(e) + "). Nothing was written."));
                winner.rollback();
                // only its dialect knows how to tell an interrupt from a timeout
                assertThat(isInterrupted.get()).isEqualTo(database.dialect() != Dialect.STANDARD);
            } else {
                winner.commit();
                assertThat(result(loser)).isInstanceOf(Conflict.class);
                assertThat(isInterrupted.get()).isTrue();
            }
        }
    }

    @Test
    void update_interruptedBeforeWaiting() throws SQLException {
        assumeTrue(database.has(Feature.INTERRUPTIBLE) && database.dialect() != Dialect.STANDARD);
        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> accounts.tryUpdate(ann.withBalance(20)))
                        .isInstanceOf(BusyException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            winner.rollback();
        }
        assertThat(stored()).containsExactly(ann);
    }

    @Test
    void inTransaction_lockTimeoutSwallowed() throws SQLException {
        Account bob = accounts.insert(Account.of("Bob", 10));
        DataSource impatient = impatient();
        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            assertThatThrownBy(() -> database.database(impatient).inTransaction(transaction -> {
                        VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                        rows.update(bob.withOwner("Bobby"));
                        assertThatThrownBy(() -> rows.tryUpdate(ann.withBalance(20)))
                                .isInstanceOf(BusyException.class);
                        return "the exception is swallowed";
                    }))
                    .isInstanceOf(BusyException.class);
            winner.rollback();
        }
        assertThat(stored()).containsExactly(ann, bob);
    }

    @Test
    void update_interruptedBefore() {
        Thread.currentThread().interrupt();
        try {
            Outcome<Account> outcome = accounts.tryUpdate(ann.withOwner("Anne"));

            assertThat(outcome).isInstanceOf(Applied.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
