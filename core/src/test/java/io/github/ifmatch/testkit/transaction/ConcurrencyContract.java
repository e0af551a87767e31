package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many at once, started together over a warm pool: who wins, and that nothing is lost. */
public abstract class ConcurrencyContract extends AccountContract {

    private static final int CONNECTIONS = 16;

    /** A cold pool opens its connections one after the other, and so never opens the race. */
    @BeforeEach
    void warmThePool() throws Exception {
        needs(Feature.CATALOGUE_AT_ONCE);
        race(CONNECTIONS, i -> () -> accounts.find(-1L));
    }

    @Test
    void update_fiftyWriters() throws Exception {
        Account ann = accounts.insert(Account.of("Ann", 10));

        List<Outcome<Account>> outcomes = race(50, i -> () -> accounts.tryUpdate(ann.withOwner("Writer " + i)));

        Account winner = onlyWinner(outcomes);
        assertThat(winner.version()).isEqualTo(2);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.isApplied())
                .hasSize(49)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                conflict -> assertThat(conflict.current()).isEqualTo(winner)));
        assertThat(stored()).containsExactly(winner);
    }

    @Test
    void update_manyIncrements() throws Exception {
        int threads = 8;
        int increments = 25;
        Account ann = accounts.insert(Account.of("Ann", 10));

        List<Integer> conflicts = race(threads, i -> () -> {
            int refused = 0;
            Account read = ann;
            for (int made = 0; made < increments; ) {
                boolean isApplied = accounts.tryUpdate(
                                read.withBalance(read.balance().intValue() + 1))
                        .isApplied();
                made += isApplied ? 1 : 0;
                refused += isApplied ? 0 : 1;
                read = accounts.get(ann.id());
            }
            return refused;
        });

        int all = threads * increments;
        assertThat(stored())
                .containsExactly(ann.withBalance(10 + all).withVersion(1 + all).scaled());
        assertThat(conflicts.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(threads - 1);
    }

    /** There, a loser may also be told that it cannot be ordered: it has then written nothing. */
    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"REPEATABLE_READ", "SERIALIZABLE"})
    void update_manyIncrementsIsolated(Isolation isolation) throws Exception {
        needs(isolation);
        VersionedRepository<Account, Long> isolated =
                database.repository(of -> of.withIsolation(isolation), Account.TABLE);
        Account ann = accounts.insert(Account.of("Ann", 10));

        List<Integer> made = race(4, i -> () -> {
            int applied = 0;
            for (int attempts = 0; attempts < 25; attempts++) {
                try {
                    Account read = isolated.get(ann.id());
                    Account mine = read.withBalance(read.balance().intValue() + 1);
                    applied += isolated.tryUpdate(mine).isApplied() ? 1 : 0;
                } catch (SerializationException e) {
                    assertThat(e).hasMessageEndingWith("Nothing was written.");
                } catch (BusyException deadlock) { // where reads lock what they read
                    assertThat(deadlock).hasMessageEndingWith("Nothing was written.");
                    assertThat(database.has(Feature.SERIALIZABLE_SNAPSHOTS)).isFalse();
                }
            }
            return applied;
        });

        int all = made.stream().mapToInt(Integer::intValue).sum();
        assertThat(all).isPositive();
        assertThat(stored())
                .containsExactly(ann.withBalance(10 + all).withVersion(1 + all).scaled());
    }

    @RepeatedTest(3)
    void insert_sameId() throws Exception {
        List<Outcome<Account>> outcomes =
                race(CONNECTIONS, i -> () -> accounts.tryInsert(new Account(77, "Writer " + i, BigDecimal.ONE, 0)));

        Account winner = onlyWinner(outcomes);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.isApplied())
                .hasSize(CONNECTIONS - 1)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Conflict.class, conflict -> {
                    assertThat(conflict.expectedVersion()).isZero();
                    assertThat(conflict.current()).isEqualTo(winner);
                }));
        assertThat(stored()).containsExactly(winner);
    }

    @RepeatedTest(5)
    void delete_againstUpdate() throws Exception {
        Account ann = accounts.insert(Account.of("Ann", 10));

        List<Outcome<Account>> outcomes = race(
                8, i -> () -> i % 2 == 0 ? accounts.tryDelete(ann) : accounts.tryUpdate(ann.withOwner("Writer " + i)));

        Account winner = onlyWinner(outcomes);
        boolean isDeleted = stored().isEmpty();
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.isApplied())
                .hasSize(7)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(isDeleted ? Missing.class : Conflict.class));
        assertThat(winner.version()).isEqualTo(isDeleted ? 1 : 2);
    }

    @Test
    void overwrite_atOnce() throws Exception {
        Account ann = accounts.insert(Account.of("Ann", 10));

        List<Outcome<Account>> outcomes = race(
                CONNECTIONS, i -> () -> accounts.tryOverwrite(ann.withOwner("Writer " + i), "support ticket 4711"));

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Applied.class));
        assertThat(outcomes.stream().map(Outcome::orElseThrow).map(Account::version))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(2, CONNECTIONS + 1)
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(stored())
                .containsExactly(outcomes.stream()
                        .map(Outcome::orElseThrow)
                        .filter(row -> row.version() == CONNECTIONS + 1)
                        .findFirst()
                        .orElseThrow());
    }

    private static Account onlyWinner(List<Outcome<Account>> outcomes) {
        List<Account> winners = outcomes.stream()
                .filter(Outcome::isApplied)
                .map(Outcome::orElseThrow)
                .toList();
        assertThat(winners).hasSize(1);
        return winners.get(0);
    }

    /** Starts all at once, and collects what they came to. */
    private <T> List<T> race(int racers, IntFunction<Callable<T>> racer) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(racers);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            Callable<T> work = racer.apply(i);
            running.add(start(() -> {
                barrier.await(20, TimeUnit.SECONDS);
                return work.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(result(each));
        }
        return results;
    }
}
