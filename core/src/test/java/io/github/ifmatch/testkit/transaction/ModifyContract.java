package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.testkit.tool.Crowd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code modify}: reads, changes and writes, and again after a conflict. */
public abstract class ModifyContract extends Contract {

    private static final int THREADS = 8;
    private static final int TIMES = 40;

    private final AtomicInteger calls = new AtomicInteger();
    private VersionedRepository<Account, Long> accounts;
    private Account ann;

    @BeforeEach
    void createTable() {
        Account.create(database);
        accounts = database.repository(Account.TABLE);
        ann = accounts.insert(Account.of("Ann", 10));
    }

    private static Retry attempts(int attempts) {
        return Retry.upTo(attempts).withPauses(Duration.ZERO, Duration.ZERO);
    }

    private static Account deposit(Account row) {
        return new Account(row.id(), row.owner(), row.balance().add(BigDecimal.ONE), row.version());
    }

    /** A deposit, before whose first writes somebody else touches the row. */
    private UnaryOperator<Account> raced(int races) {
        return row -> {
            if (calls.incrementAndGet() <= races) {
                accounts.touch(row);
            }
            return deposit(row);
        };
    }

    @Test
    void modify_undisturbed() {
        Account modified = accounts.modify(ann.id(), raced(0));

        assertThat(calls).hasValue(1);
        assertThat(modified).isEqualTo(deposit(ann).withVersion(2));
        assertThat(accounts.get(ann.id())).isEqualTo(modified);
    }

    @Test
    void modify_fasterTheThirdTime() {
        Account modified = accounts.modify(ann.id(), raced(2), attempts(3));

        assertThat(calls).hasValue(3);
        assertThat(modified).isEqualTo(deposit(ann).withVersion(4));
        assertThat(accounts.get(ann.id())).isEqualTo(modified);
    }

    /** The change is made on the row as the other one left it. */
    @Test
    void modify_readsAnew() {
        Account modified = accounts.modify(ann.id(), row -> {
            if (calls.incrementAndGet() == 1) {
                accounts.update(deposit(row).withOwner("Anne"));
            }
            return deposit(row);
        });

        assertThat(modified).isEqualTo(deposit(deposit(ann)).withOwner("Anne").withVersion(3));
    }

    @Test
    void modify_neverFaster() {
        assertThatThrownBy(
                        () -> accounts.modify(ann.id(), raced(99), attempts(3).withoutLocking()))
                .isInstanceOfSatisfying(ConflictException.class, last -> {
                    assertThat(last.expectedVersion()).isEqualTo(3);
                    assertThat(last.current(Account.class)).isEqualTo(ann.withVersion(4));
                    assertThat(last.attempted(Account.class))
                            .isEqualTo(deposit(ann).withVersion(3));
                    assertThat(last.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .containsExactly(changed(1), changed(2));
                })
                .hasMessage(changed(3) + " (3 attempts)");
        assertThat(calls).hasValue(3);
        assertThat(accounts.get(ann.id())).isEqualTo(ann.withVersion(4));
    }

    private String changed(int expected) {
        return "accounts " + ann.id() + " was changed by somebody else: expected version " + expected
                + ", current version " + (expected + 1)
                + ". Nothing was written; current(Account.class) is the row as it now stands.";
    }

    @Test
    void modify_eightAttemptsByDefault() {
        assertThatThrownBy(() -> accounts.modify(ann.id(), raced(99), Retry.ONE_ROW.withoutLocking()))
                .isInstanceOf(ConflictException.class)
                .hasMessage(changed(8) + " (8 attempts)");
        assertThat(calls).hasValue(8);
    }

    @Test
    void modify_oneAttempt() {
        assertThatThrownBy(() -> accounts.modify(ann.id(), raced(99), attempts(1)))
                .isInstanceOf(ConflictException.class)
                .hasNoSuppressedExceptions()
                .hasMessage(changed(1));
        assertThat(calls).hasValue(1);
    }

    @Test
    void modify_deadlinePassed() {
        Retry retry = attempts(99).within(Duration.ofMillis(1));
        long start = System.nanoTime();

        assertThatThrownBy(() -> accounts.modify(
                        ann.id(),
                        row -> {
                            while (System.nanoTime() - start
                                    < Duration.ofMillis(20).toNanos()) {
                                Thread.onSpinWait();
                            }
                            return raced(99).apply(row);
                        },
                        retry))
                .isInstanceOf(ConflictException.class)
                .hasMessage(changed(1));
        assertThat(calls).hasValue(1);
    }

    @Test
    void modify_interrupted() {
        needs(Feature.INTERRUPTS_KEPT);
        assertThatThrownBy(() -> accounts.modify(ann.id(), row -> {
                    Account raced = raced(99).apply(row);
                    Thread.currentThread().interrupt();
                    return raced;
                }))
                .isInstanceOf(ConflictException.class)
                .hasMessage(changed(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).hasValue(1);
    }

    @Test
    void modify_missing() {
        assertThatThrownBy(() -> accounts.modify(-1L, raced(0)))
                .isInstanceOf(MissingRowException.class)
                .hasMessage("accounts -1: there is no such row (any more). Nothing was written.");
        assertThat(calls).hasValue(0);
    }

    @Test
    void modify_deletedMeanwhile() {
        assertThatThrownBy(() -> accounts.modify(ann.id(), row -> {
                    calls.incrementAndGet();
                    accounts.delete(row);
                    return deposit(row);
                }))
                .isInstanceOf(MissingRowException.class)
                .hasMessage("accounts " + ann.id() + ": there is no such row (any more). Nothing was written.");
        assertThat(calls).hasValue(1);
    }

    @Test
    void modify_changeThatThrows() {
        assertThatThrownBy(() -> accounts.modify(ann.id(), row -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("overdrawn");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("overdrawn");
        assertThat(calls).hasValue(1);
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void modify_changesNothing() {
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> counted = database.repository(counting.dataSource(), Account.TABLE);
        assertThat(counted.get(ann.id())).isEqualTo(ann); // the catalogue is read before
        counting.drain();

        assertThat(counted.modify(ann.id(), row -> row)).isEqualTo(ann);

        List<String> sent = counting.drain();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0)).startsWith("SELECT ");
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void modify_hotRow() throws Exception {
        Retry retry = Retry.upTo(10_000).withPauses(Duration.ZERO, Duration.ofMillis(4));

        Crowd.of(THREADS, thread -> {
            for (int i = 0; i < TIMES; i++) {
                accounts.modify(
                        ann.id(),
                        row -> {
                            calls.incrementAndGet();
                            return deposit(row);
                        },
                        retry);
            }
            return true;
        });

        Account last = accounts.get(ann.id());
        assertThat(last.balance()).isEqualByComparingTo(BigDecimal.valueOf(10 + THREADS * TIMES));
        assertThat(last.version()).isEqualTo(1 + THREADS * TIMES);
        assertThat(calls.get()).isGreaterThanOrEqualTo(THREADS * TIMES);
    }
}
