package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Event;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.ThreadTransactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the function of a {@code modify}, or a resolver, does with the database while the row is locked for it, on a pool of one
 * connection: it is part of the same transaction.
 */
public abstract class NestedModifyContract extends AccountContract {

    private static final Retry LOCKED = Retry.upTo(1).withLockingFrom(1);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private Database one;
    private VersionedRepository<Account, Long> rows;
    private Account ann;
    private Account bob;

    @BeforeEach
    void insertTwo() {
        ann = accounts.insert(Account.of("Ann", 10));
        bob = accounts.insert(Account.of("Bob", 10));
        HikariDataSource pool = pool(config -> {
            config.setMaximumPoolSize(1);
            config.setConnectionTimeout(2_000);
        });
        one = database.database(pool).withListener(event -> events.add(told(event)));
        rows = one.repository(Account.TABLE);
    }

    private static String told(Event event) {
        return event.getClass().getSimpleName()
                + (event instanceof Event.Written written ? " " + written.verb() + " " + written.isCommitted() : "");
    }

    @Test
    void nested_readsAndWrites() {
        needs(Feature.UNLOCKED_READS);
        Account modified = rows.modify(
                ann.id(),
                row -> {
                    Account other = rows.get(bob.id());
                    rows.update(other.withOwner("Bobby"));
                    assertThat(events).isEmpty();
                    assertThat(stored()).containsExactly(ann, bob);
                    return row.withBalance(other.balance().intValue() + 1);
                },
                LOCKED);

        assertThat(stored()).containsExactly(modified, bob.withOwner("Bobby").withVersion(2));
        assertThat(modified).isEqualTo(ann.withBalance(11).scaled().withVersion(2));
        assertThat(events).containsExactly("Written update true", "Written patch true");
    }

    @Test
    void nested_changesNothingElse() {
        rows.modify(
                ann.id(),
                row -> {
                    rows.update(bob.withOwner("Bobby"));
                    return row;
                },
                LOCKED);

        assertThat(stored()).containsExactly(ann, bob.withOwner("Bobby").withVersion(2));
        assertThat(events).containsExactly("Written update true");
    }

    @Test
    void nested_thenThrows() {
        assertThatThrownBy(() -> rows.modify(
                        ann.id(),
                        row -> {
                            rows.delete(bob);
                            throw new IllegalStateException("overdrawn");
                        },
                        LOCKED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("overdrawn");

        assertThat(stored()).containsExactly(ann, bob);
        assertThat(events).isEmpty();
    }

    @Test
    void nested_modifyAndTransaction() {
        rows.modify(
                ann.id(),
                row -> {
                    Account bobby = rows.modify(bob.id(), other -> other.withOwner("Bobby"), LOCKED);
                    one.inTransaction(tx -> tx.rows(Account.TABLE).update(bobby.withBalance(9)));
                    return row.withBalance(11);
                },
                LOCKED);

        assertThat(stored()).extracting(Account::version).containsExactly(2L, 3L);
        assertThat(events).containsExactly("Written patch true", "Written update true", "Written patch true");
    }

    /** A part of it that failed half-way is not committed, whoever catches that. */
    @Test
    void nested_failureSwallowed() {
        for (Runnable failing : List.<Runnable>of(
                () -> rows.update(bob.withOwner(null)),
                () -> one.useTransaction(tx -> {
                    tx.rows(Account.TABLE).update(bob.withOwner("Bobby"));
                    throw new IllegalStateException("half-way");
                }))) {
            assertThatThrownBy(() -> rows.modify(
                            ann.id(),
                            row -> {
                                assertThatThrownBy(failing::run).isInstanceOf(RuntimeException.class);
                                return row.withBalance(11);
                            },
                            LOCKED))
                    .isInstanceOf(DatabaseException.class);

            assertThat(stored()).containsExactly(ann, bob);
            assertThat(rows.find(ann.id())).contains(ann);
        }
    }

    /** Nobody else could have: it would lose as often as it is tried. */
    @Test
    void nested_writesTheSameRow() {
        needs(Feature.LOCKING_READS); // else somebody else could have, too
        assertThatThrownBy(() -> rows.modify(
                        ann.id(),
                        row -> {
                            rows.touch(row);
                            return row.withBalance(11);
                        },
                        LOCKED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("accounts " + ann.id()
                        + ": what was to say how it changes has written it by itself. Nothing was written.");

        assertThat(stored()).containsExactly(ann, bob);
    }

    @Test
    void nested_afterwardsEachByItself() {
        rows.modify(ann.id(), row -> row.withBalance(11), LOCKED);

        assertThat(rows.touch(bob).version()).isEqualTo(2);
        assertThat(stored()).extracting(Account::version).containsExactly(2L, 2L);
    }

    /** Somebody else writes the row before each write that is not locked. */
    private Resolver<Account> raced(Resolver<Account> resolver, int times, List<Long> seen) {
        return conflict -> {
            seen.add(conflict.currentVersion());
            if (seen.size() <= times) {
                accounts.touch(conflict.current());
            }
            return resolver.resolve(conflict);
        };
    }

    @Test
    void resolver_alwaysRaced_lockedAtLast() {
        accounts.update(ann.withOwner("Anne"));
        List<Long> seen = new ArrayList<>();
        Resolver<Account> merge = raced(Account.TABLE.mergeFrom(ann), 2, seen);
        Retry retry = Retry.upTo(4).withLockingFrom(4);

        Account stored = rows.update(ann.withBalance(11), merge, retry);

        assertThat(seen).containsExactly(2L, 3L, 4L);
        assertThat(stored)
                .isEqualTo(ann.withOwner("Anne").withBalance(11).scaled().withVersion(5));
        assertThat(stored()).containsExactly(stored, bob);
        assertThat(events).containsExactly("Conflicted", "Conflicted", "Conflicted", "Written update true", "Resolved");
    }

    @Test
    void resolver_locked_leavesTheConflict() {
        Account theirs = accounts.update(ann.withOwner("Anne"));
        Account mine = ann.withOwner("Anna");

        Outcome<Account> outcome = rows.tryUpdate(mine, Account.TABLE.mergeFrom(ann), Retry.upTo(2));

        assertThat(outcome)
                .isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 1, mine, theirs).withClashes(List.of("owner")));
        assertThat(stored()).containsExactly(theirs, bob);
        assertThat(accounts(impatient()).tryTouch(theirs)).isInstanceOf(Applied.class);
    }

    @Test
    void resolver_withoutLocking() {
        accounts.update(ann.withOwner("Anne"));
        List<Long> seen = new ArrayList<>();
        Resolver<Account> merge = raced(Account.TABLE.mergeFrom(ann), 99, seen);

        assertThatThrownBy(() ->
                        rows.update(ann.withBalance(11), merge, Retry.upTo(3).withoutLocking()))
                .isInstanceOf(ConflictException.class);

        assertThat(seen).containsExactly(2L, 3L, 4L);
    }

    @Test
    void resolver_anotherRowWhileLocked() {
        accounts.update(ann.withOwner("Anne"));

        assertThatThrownBy(() -> rows.update(ann, conflict -> Optional.of(bob), Retry.upTo(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the resolved row must be accounts " + ann.id() + ": accounts " + bob.id()
                        + "; an id does not change: insert the row under its new id and delete the old row, in one"
                        + " transaction");
        assertThat(rows.find(bob.id())).contains(bob);
    }

    /** In somebody's transaction the lock, like that of the write, lasts until its end. */
    @Test
    void joined_lockedInTheCallersTransaction() throws Exception {
        needs(Feature.NEWEST_WRITTEN, Feature.UNLOCKED_READS);
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        ThreadTransactions transactions = new ThreadTransactions(watched.dataSource());
        VersionedRepository<Account, Long> joined =
                Database.of(transactions).withDialect(database.dialect()).repository(Account.TABLE);
        int[] calls = {0};
        Retry twice = Retry.upTo(2).withPauses(Duration.ZERO, Duration.ZERO);

        transactions.bind(false, connection -> {
            joined.modify(
                    ann.id(),
                    row -> {
                        if (calls[0]++ == 0) {
                            accounts.touch(row);
                        }
                        return row.withBalance(11);
                    },
                    twice);

            assertThat(watched.drain())
                    .anyMatch(event -> event.startsWith("SELECT ") && event.contains(" FOR "))
                    .noneMatch(event -> event.matches("COMMIT|ROLLBACK|CLOSE|AUTOCOMMIT true"));
            assertThat(transactions.drain()).containsOnly("RELEASE");
            assertThat(stored()).containsExactly(ann.withVersion(2), bob);
            connection.commit();
        });

        assertThat(calls[0]).isEqualTo(2);
        assertThat(stored()).containsExactly(ann.withBalance(11).scaled().withVersion(3), bob);
    }

    /** A framework that has no transaction on the thread gives each operation a connection: not while the row is locked. */
    @Test
    void unbound_lockedInItsOwnTransaction() {
        needs(Feature.UNLOCKED_READS);
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        ThreadTransactions transactions = new ThreadTransactions(watched.dataSource());
        VersionedRepository<Account, Long> unbound =
                Database.of(transactions).withDialect(database.dialect()).repository(Account.TABLE);

        unbound.modify(
                ann.id(),
                row -> {
                    unbound.update(bob.withOwner("Bobby"));
                    assertThat(stored()).containsExactly(ann, bob);
                    return row.withBalance(11);
                },
                LOCKED);

        assertThat(stored()).extracting(Account::version).containsExactly(2L, 2L);
        assertThat(watched.drain()).filteredOn(event -> event.equals("CLOSE")).hasSize(1);
    }
}
