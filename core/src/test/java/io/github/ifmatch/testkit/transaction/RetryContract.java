package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.LostCommits;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.Crowd;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole transactions that are run again, and those that are not. */
public abstract class RetryContract extends Contract {

    private final AtomicInteger calls = new AtomicInteger();
    private Database versioned;
    private VersionedRepository<Account, Long> accounts;
    private Account ann;
    private Account bob;

    @BeforeEach
    void createTable() {
        Account.create(database);
        versioned = database.database();
        accounts = versioned.repository(Account.TABLE);
        ann = accounts.insert(Account.of("Ann", 10));
        bob = accounts.insert(Account.of("Bob", 10));
    }

    private static Retry attempts(int attempts) {
        return Retry.upTo(attempts).withPauses(Duration.ZERO, Duration.ZERO);
    }

    private static Account deposit(Account row) {
        return new Account(row.id(), row.owner(), row.balance().add(BigDecimal.ONE), row.version());
    }

    /** Each attempt is a transaction of its own: what the first one wrote is gone. */
    @Test
    void inTransaction_conflict() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        Account stored = versioned.inTransaction(attempts(2), transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            Account read = rows.get(ann.id());
            rows.insert(Account.of("New " + calls.incrementAndGet(), 0));
            if (calls.get() == 1) {
                elsewhere(() -> accounts.touch(read));
            }
            return rows.update(deposit(read));
        });

        assertThat(calls).hasValue(2);
        assertThat(stored).isEqualTo(deposit(ann).withVersion(3));
        assertThat(owners()).containsExactly("Ann", "Bob", "New 2");
    }

    /** On another thread: in no transaction, whatever joins this one's. */
    private static <T> void elsewhere(Callable<T> work) throws Exception {
        Crowd.of(1, thread -> work.call());
    }

    private List<String> owners() {
        return database.query("SELECT owner FROM accounts ORDER BY id");
    }

    @Test
    void inTransaction_neverFaster() {
        needs(Feature.NEWEST_WRITTEN);
        assertThatThrownBy(() -> versioned.inTransaction(attempts(3), transaction -> {
                    Account read = transaction.rows(Account.TABLE).get(ann.id());
                    elsewhere(() -> accounts.touch(read));
                    calls.incrementAndGet();
                    return transaction.rows(Account.TABLE).update(deposit(read));
                }))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        last -> assertThat(last.getSuppressed())
                                .extracting(e -> ((ConflictException) e).expectedVersion())
                                .containsExactly(1L, 2L))
                .hasMessage(
                        "accounts " + ann.id() + " was changed by somebody else: expected version 3, current version 4."
                                + " Nothing was written; current(Account.class) is the row as it now stands. (3 attempts)");
        assertThat(calls).hasValue(3);
        assertThat(accounts.get(ann.id())).isEqualTo(ann.withVersion(4));
    }

    @Test
    void inTransaction_missing() {
        assertThatThrownBy(() -> versioned.inTransaction(attempts(3), transaction -> {
                    calls.incrementAndGet();
                    return transaction.rows(Account.TABLE).get(-1L);
                }))
                .isInstanceOf(MissingRowException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void inTransaction_exceptionOfTheWork() {
        assertThatThrownBy(() -> versioned.inTransaction(attempts(3), transaction -> {
                    calls.incrementAndGet();
                    transaction.rows(Account.TABLE).touch(ann);
                    throw new SQLException("of one's own", "23505");
                }))
                .isInstanceOf(SQLException.class)
                .hasMessage("of one's own");
        assertThat(calls).hasValue(1);
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void inTransaction_interrupted() {
        needs(Feature.INTERRUPTS_KEPT, Feature.NEWEST_WRITTEN);
        assertThatThrownBy(() -> versioned.inTransaction(attempts(3), transaction -> {
                    Account read = transaction.rows(Account.TABLE).get(ann.id());
                    elsewhere(() -> accounts.touch(read));
                    calls.incrementAndGet();
                    Thread.currentThread().interrupt();
                    return transaction.rows(Account.TABLE).update(deposit(read));
                }))
                .isInstanceOf(ConflictException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).hasValue(1);
    }

    /** Whether the database has committed by then or not, the work is not run again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inTransaction_unknownOutcome(boolean isCommitted) {
        Database unlucky = database.database(LostCommits.of(database.dataSource(), isCommitted));

        assertThatThrownBy(() -> unlucky.inTransaction(attempts(3), transaction -> {
                    calls.incrementAndGet();
                    return transaction.rows(Account.TABLE).insert(Account.of("Once", 1));
                }))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage(
                        "the transaction lost its connection while it was being committed (SQLSTATE 08006). It may"
                                + " stand or not: ask resolve(); if that is unknown, read what it wrote before you run it again.");
        assertThat(calls).hasValue(1);
        assertThat(owners()).hasSize(isCommitted ? 3 : 2);
    }

    /** Two that read both rows and write one each: at least one is refused, by its write or by its commit, and run again. */
    @Test
    void inTransaction_writeSkew() throws Exception {
        needs(Feature.DETECTS_WRITE_SKEW);
        Database serializable = versioned.withIsolation(Isolation.SERIALIZABLE);
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        CyclicBarrier bothHaveWritten = new CyclicBarrier(2);

        List<Integer> attempts = Crowd.of(2, thread -> {
            AtomicInteger made = new AtomicInteger();
            serializable.inTransaction(Retry.upTo(20), transaction -> {
                boolean isFirst = made.incrementAndGet() == 1;
                VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                List<Account> both = rows.findAll(List.of(ann.id(), bob.id()));
                BigDecimal sum = both.get(0).balance().add(both.get(1).balance());
                if (isFirst) {
                    Crowd.meet(bothHaveRead);
                }
                if (sum.intValueExact() >= 20) {
                    rows.update(both.get(thread).withBalance(-10));
                }
                if (isFirst) {
                    Crowd.meet(bothHaveWritten);
                }
                return true;
            });
            return made.get();
        });

        assertOneWasRunAgain(attempts);
        assertThat(accounts.findAll(List.of(ann.id(), bob.id())))
                .extracting(account -> account.balance().intValueExact())
                .containsExactlyInAnyOrder(10, -10);
    }

    /** Two that write the same two rows in opposite orders, each holding its first: one at least is a victim, and run again. */
    @Test
    void inTransaction_deadlock() throws Exception {
        needs(
                Feature.CONCURRENT_WRITERS,
                Feature.UNLOCKED_READS); // where reads lock, too, the two meet again and again
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);

        List<Integer> attempts = Crowd.of(2, thread -> {
            AtomicInteger made = new AtomicInteger();
            versioned.inTransaction(Retry.upTo(20), transaction -> {
                boolean isFirst = made.incrementAndGet() == 1;
                VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                Account one = rows.get(thread == 0 ? ann.id() : bob.id());
                Account other = rows.get(thread == 0 ? bob.id() : ann.id());
                rows.update(deposit(one));
                if (isFirst) {
                    Crowd.meet(bothHoldOne);
                }
                return rows.update(deposit(other));
            });
            return made.get();
        });

        assertOneWasRunAgain(attempts);
        assertThat(accounts.findAll(List.of(ann.id(), bob.id())))
                .containsExactly(
                        deposit(deposit(ann)).withVersion(3),
                        deposit(deposit(bob)).withVersion(3));
    }

    /**
     * At least one: where locks are not handed out in the order of waiting, the victim's next attempt may overtake the other, whose
     * first attempt is then the next victim.
     */
    private static void assertOneWasRunAgain(List<Integer> attempts) {
        assertThat(attempts).anyMatch(made -> made > 1);
    }

    /** The rows of a batch that others changed are a conflict like any other. */
    @Test
    void inTransaction_batchRefused() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        List<Account> stored = versioned.inTransaction(attempts(2), transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            List<Account> both = rows.findAll(List.of(ann.id(), bob.id()));
            if (calls.incrementAndGet() == 1) {
                elsewhere(() -> accounts.touch(both.get(1)));
            }
            return rows.updateAll(both.stream().map(RetryContract::deposit).toList());
        });

        assertThat(calls).hasValue(2);
        assertThat(stored)
                .containsExactly(deposit(ann).withVersion(2), deposit(bob).withVersion(3));
    }

    @Test
    void inTransaction_changeSetRefused() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        versioned.inTransaction(attempts(2), transaction -> {
            Account read = transaction.rows(Account.TABLE).get(ann.id());
            if (calls.incrementAndGet() == 1) {
                elsewhere(() -> accounts.touch(read));
            }
            return transaction.apply(ChangeSet.empty().update("ann", Account.TABLE, deposit(read)));
        });

        assertThat(calls).hasValue(2);
        assertThat(accounts.get(ann.id())).isEqualTo(deposit(ann).withVersion(3));
    }

    @Test
    void inTransaction_refusedEachTime() {
        Account theirs = accounts.touch(bob);

        assertThatThrownBy(() -> versioned.inTransaction(attempts(3), transaction -> {
                    calls.incrementAndGet();
                    return transaction.rows(Account.TABLE).updateAll(List.of(ann, bob));
                }))
                .isInstanceOfSatisfying(
                        RefusedBatchException.class,
                        e -> assertThat(e.outcomes().get(1))
                                .isEqualTo(new Conflict<>(Account.TABLE, bob.id(), 1, bob, theirs)))
                .hasMessage("1 of 2 changes were refused: [1]: Conflict[accounts " + bob.id()
                        + ", expected version 1, current version 2]. Nothing of the batch was written. (3 attempts)");
        assertThat(calls).hasValue(3);

        assertThatThrownBy(() -> versioned.inTransaction(
                        attempts(2),
                        transaction -> transaction.apply(ChangeSet.empty().update("bob", Account.TABLE, bob))))
                .isExactlyInstanceOf(RefusedException.class)
                .hasMessage("1 change was refused: bob: Conflict[accounts " + bob.id()
                        + ", expected version 1, current version 2]. Nothing of the change set was written."
                        + " (2 attempts)");
    }

    /** A row that is missing is not there the next time either. */
    @Test
    void inTransaction_refusedForMissingRows() {
        accounts.touch(ann);
        accounts.delete(bob);

        assertThatThrownBy(() -> versioned.inTransaction(attempts(3), transaction -> {
                    calls.incrementAndGet();
                    return transaction.rows(Account.TABLE).updateAll(List.of(ann, bob));
                }))
                .isInstanceOf(RefusedBatchException.class);
        assertThat(calls).hasValue(1);
    }
}
