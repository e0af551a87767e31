package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.sql.Connection;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write that waits for another transaction on its row: what it comes to, by what the other did. */
public abstract class WaitingContract extends AccountContract {

    private Account ann;

    @BeforeEach
    void insertAnn() {
        needs(Feature.WAITS_KNOWN);
        ann = accounts.insert(Account.of("Ann", 10));
    }

    private interface Winning {
        void write(VersionedRows<Account, Long> rows);
    }

    /** What an update of Ann's comes to that waits for another transaction to commit, or else to roll back. */
    private Outcome<Account> waitedFor(Winning winning, boolean commits) throws Exception {
        try (Connection winner = begin()) {
            winning.write(accounts.on(winner));
            Future<Outcome<Account>> loser = start(() -> accounts.tryUpdate(ann.withBalance(20)));
            database.awaitWaiting(1);
            if (commits) {
                winner.commit();
            } else {
                winner.rollback();
            }
            return result(loser);
        }
    }

    /** Every write that checks the version waits, and is told what the winner left. */
    @ParameterizedTest
    @EnumSource
    void write_winnerCommits(VerdictContract.Write write) throws Exception {
        try (Connection winner = begin()) {
            Account anne = accounts.on(winner).update(ann.withOwner("Anne"));
            Future<Outcome<Account>> loser = start(() -> write.send(accounts, ann));
            database.awaitWaiting(1);
            winner.commit();

            assertThat(result(loser)).isInstanceOfSatisfying(Conflict.class, conflict -> {
                assertThat(conflict.expectedVersion()).isEqualTo(1);
                assertThat(conflict.current()).isEqualTo(anne);
            });
            assertThat(stored()).containsExactly(anne);
        }
    }

    @Test
    void callers_winnerCommits() throws Exception {
        Account bob = accounts.insert(Account.of("Bob", 10));
        try (Connection winner = begin();
                Connection connection = begin()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            Account bobby = rows.update(bob.withOwner("Bobby"));
            Account anne = accounts.on(winner).update(ann.withOwner("Anne"));
            Future<Outcome<Account>> loser = start(() -> rows.tryUpdate(ann.withBalance(20)));
            database.awaitWaiting(1);
            winner.commit();

            assertThat(result(loser)).isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 1, ann.withBalance(20), anne));
            connection.commit();
            assertThat(stored()).containsExactly(anne, bobby);
        }
    }

    @Test
    void overwrite_winnerCommits() throws Exception {
        try (Connection winner = begin()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            Future<Outcome<Account>> last =
                    start(() -> accounts.tryOverwrite(ann.withBalance(20), "support ticket 4711"));
            database.awaitWaiting(1);
            winner.commit();

            assertThat(result(last))
                    .isEqualTo(new Applied<>(ann.withBalance(20).withVersion(3).scaled()));
        }
    }

    @Test
    void insert_winnerCommits() throws Exception {
        try (Connection winner = begin()) {
            accounts.delete(ann);
            Account first = accounts.on(winner).insert(ann);
            Future<Outcome<Account>> loser = start(() -> accounts.tryInsert(ann.withOwner("Bob")));
            database.awaitWaiting(1);
            winner.commit();

            assertThat(result(loser))
                    .isEqualTo(new Conflict<>(Account.TABLE, "insert", ann.id(), 0, ann.withOwner("Bob"), first));
        }
    }

    @Test
    void update_winnerCommits() throws Exception {
        Outcome<Account> outcome = waitedFor(rows -> rows.update(ann.withOwner("Anne")), true);

        assertThat(outcome)
                .isEqualTo(new Conflict<>(
                        Account.TABLE,
                        ann.id(),
                        1,
                        ann.withBalance(20),
                        ann.withOwner("Anne").withVersion(2)));
    }

    @Test
    void update_winnerRollsBack() throws Exception {
        Outcome<Account> outcome = waitedFor(rows -> rows.update(ann.withOwner("Anne")), false);

        assertThat(outcome)
                .isEqualTo(new Applied<>(ann.withBalance(20).withVersion(2).scaled()));
        assertThat(stored()).containsExactly(outcome.orElseThrow());
    }

    @Test
    void update_winnerDeletes() throws Exception {
        assertThat(waitedFor(rows -> rows.delete(ann), true)).isEqualTo(new Missing<>(Account.TABLE, ann.id()));
    }

    @Test
    void update_winnerDeletesAndInsertsAgain() throws Exception {
        Account first = ann;
        ann = accounts.touch(first);

        Outcome<Account> outcome = waitedFor(
                rows -> {
                    rows.delete(ann);
                    rows.insert(first.withOwner("Bob"));
                },
                true);

        assertThat(outcome)
                .isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 2, ann.withBalance(20), first.withOwner("Bob")));
    }

    /** The new row stands at the version that the loser holds: it is written, as if the loser had come later. */
    @Test
    void update_winnerInsertsAgainAtSameVersion() throws Exception {
        Outcome<Account> outcome = waitedFor(
                rows -> {
                    rows.delete(ann);
                    rows.insert(ann.withOwner("Bob"));
                },
                true);

        assertThat(outcome)
                .isEqualTo(new Applied<>(ann.withBalance(20).withVersion(2).scaled()));
        assertThat(stored()).containsExactly(outcome.orElseThrow());
    }

    @Test
    void insert_winnerRollsBack() throws Exception {
        try (Connection winner = begin()) {
            Account bob = ann.withOwner("Bob");
            accounts.delete(ann);
            accounts.on(winner).insert(ann);
            Future<Outcome<Account>> loser = start(() -> accounts.tryInsert(bob));
            database.awaitWaiting(1);
            winner.rollback();

            assertThat(result(loser)).isEqualTo(new Applied<>(bob));
        }
    }
}
