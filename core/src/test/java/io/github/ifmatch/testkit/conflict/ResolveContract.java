package io.github.ifmatch.testkit.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Merge;
import io.github.ifmatch.MergeRule;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Retry;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.fault.LostCommits;
import io.github.ifmatch.testkit.sample.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a conflict: merged, kept or rebased, and always written on a version that was seen. */
public abstract class ResolveContract extends Contract {

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

    private static String text(Account account) {
        return account.owner() + " " + account.balance().intValueExact() + " v" + account.version();
    }

    @Test
    void merge_noConflict() {
        Account stored = accounts.update(ann.withBalance(11), Account.TABLE.mergeFrom(ann));

        assertThat(text(stored)).isEqualTo("Ann 11 v2");
    }

    @Test
    void merge_disjointChanges() {
        accounts.update(ann.withOwner("Anne"));

        Account stored = accounts.update(ann.withBalance(11), Account.TABLE.mergeFrom(ann));

        assertThat(text(stored)).isEqualTo("Anne 11 v3");
        assertThat(accounts.get(ann.id())).isEqualTo(stored);
    }

    @Test
    void merge_clash() {
        Account theirs = accounts.update(ann.withOwner("Anne").withBalance(12));
        Account mine = ann.withOwner("Anna").withBalance(11);

        Outcome<Account> outcome = accounts.tryUpdate(mine, Account.TABLE.mergeFrom(ann));

        assertThat(outcome)
                .isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 1, mine, theirs)
                        .withClashes(List.of("owner", "balance")));
        assertThatThrownBy(outcome::orElseThrow)
                .isInstanceOf(ConflictException.class)
                .hasMessage("accounts " + ann.id() + " was changed by somebody else: expected version 1, current"
                        + " version 2; both changed owner, balance differently. Nothing was written;"
                        + " current(Account.class) is the row as it now stands.");
        assertThat(accounts.get(ann.id())).isEqualTo(theirs);
    }

    @Test
    void merge_byRule() {
        accounts.update(ann.withBalance(7));
        Merge<Account> merge = Account.TABLE.merge().rule("balance", MergeRule.sumOfDeltas());

        Account stored = accounts.update(ann.withBalance(12), merge.from(ann));

        assertThat(text(stored)).isEqualTo("Ann 9 v3");
    }

    @Test
    void merge_validationRefuses() {
        Account theirs = accounts.update(ann.withBalance(2));
        List<String> seen = new ArrayList<>();
        Merge<Account> merge = Account.TABLE
                .merge()
                .rule("balance", MergeRule.sumOfDeltas())
                .validated(row -> {
                    seen.add(row.owner() + " " + row.balance().intValueExact());
                    throw new IllegalStateException("overdrawn");
                });

        assertThatThrownBy(() -> accounts.update(ann.withBalance(5), merge.from(ann)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("overdrawn");
        assertThat(seen).containsExactly("Ann -3");
        assertThat(accounts.get(ann.id())).isEqualTo(theirs);
    }

    /** A resolver that sees to it that the row changes once more, before its first answers are written. */
    private Resolver<Account> disturbed(Resolver<Account> resolver, int times, List<Conflict<Account>> seen) {
        return conflict -> {
            Optional<Account> resolved = resolver.resolve(conflict);
            seen.add(conflict);
            if (seen.size() <= times) {
                accounts.touch(conflict.current());
            }
            return resolved;
        };
    }

    @Test
    void merge_thirdEditMeanwhile() {
        Account theirs = accounts.update(ann.withOwner("Anne"));
        Account mine = ann.withBalance(11);
        List<Conflict<Account>> seen = new ArrayList<>();

        Account stored = accounts.update(mine, disturbed(Account.TABLE.mergeFrom(ann), 1, seen));

        assertThat(text(stored)).isEqualTo("Anne 11 v4");
        assertThat(seen)
                .containsExactly(
                        new Conflict<>(Account.TABLE, ann.id(), 1, mine, theirs),
                        new Conflict<>(Account.TABLE, ann.id(), 1, mine, theirs.withVersion(3)));
    }

    /** The third edit is merged in, too: the caller's base stays what it was. */
    @Test
    void merge_thirdEditOfTheSameColumn() {
        accounts.update(ann.withOwner("Anne"));
        Resolver<Account> merge = Account.TABLE.mergeFrom(ann);
        List<String> seen = new ArrayList<>();

        Account stored = accounts.update(ann.withBalance(11), conflict -> {
            seen.add(text(conflict.current()));
            if (seen.size() == 1) {
                accounts.update(conflict.current().withOwner("Annie"));
            }
            return merge.resolve(conflict);
        });

        assertThat(seen).containsExactly("Anne 10 v2", "Annie 10 v3");
        assertThat(text(stored)).isEqualTo("Annie 11 v4");
    }

    @Test
    void merge_alwaysDisturbed() {
        Account theirs = accounts.update(ann.withOwner("Anne"));
        Account mine = ann.withBalance(11);
        List<Conflict<Account>> seen = new ArrayList<>();

        Outcome<Account> outcome = accounts.tryUpdate(
                mine,
                disturbed(Account.TABLE.mergeFrom(ann), 99, seen),
                attempts(3).withoutLocking());

        assertThat(seen).extracting(Conflict::currentVersion).containsExactly(2L, 3L, 4L);
        assertThat(outcome).isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 1, mine, theirs.withVersion(4)));
        assertThat(accounts.get(ann.id())).isEqualTo(theirs.withVersion(5));
    }

    @Test
    void merge_deletedMeanwhile() {
        accounts.delete(ann);

        assertThat(accounts.tryUpdate(ann, conflict -> {
                    throw new AssertionError("not to be asked");
                }))
                .isEqualTo(new Missing<>(Account.TABLE, ann.id()));
    }

    @Test
    void resolver_anotherRow() {
        Account bob = accounts.insert(Account.of("Bob", 20));
        Account theirs = accounts.update(ann.withOwner("Anne"));
        accounts.touch(bob);

        assertThatThrownBy(() -> accounts.update(ann, conflict -> Optional.of(bob)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the resolved row must be accounts " + ann.id() + ": accounts " + bob.id()
                        + "; an id does not change: insert the row under its new id and delete the old row, in one"
                        + " transaction");
        assertThat(accounts.get(ann.id())).isEqualTo(theirs);
        assertThat(accounts.get(bob.id())).isEqualTo(bob.withVersion(2));
    }

    @Test
    void keepMine() {
        accounts.update(ann.withOwner("Anne"));

        assertThat(text(accounts.update(ann.withBalance(11), Resolver.keepMine())))
                .isEqualTo("Ann 11 v3");
    }

    @Test
    void keepTheirs() {
        Account theirs = accounts.update(ann.withOwner("Anne"));
        Account mine = ann.withBalance(11);

        assertThat(accounts.tryUpdate(mine, Resolver.keepTheirs()))
                .isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 1, mine, theirs));
        assertThat(accounts.get(ann.id())).isEqualTo(theirs);
    }

    private Conflict<Account> conflict(Outcome<Account> outcome) {
        return outcome.fold(
                applied -> {
                    throw new AssertionError("applied");
                },
                conflict -> conflict,
                missing -> {
                    throw new AssertionError("missing");
                });
    }

    @Test
    void rebased_writesOnWhatWasShown() {
        accounts.update(ann.withOwner("Anne"));
        Conflict<Account> conflict = conflict(accounts.tryUpdate(ann.withBalance(11)));

        assertThat(text(accounts.update(conflict.rebased()))).isEqualTo("Ann 11 v3");
    }

    @Test
    void rebased_thirdEditMeanwhile() {
        accounts.update(ann.withOwner("Anne"));
        Conflict<Account> conflict = conflict(accounts.tryUpdate(ann.withBalance(11)));
        Account third = accounts.update(conflict.current().withOwner("Annie"));

        Outcome<Account> outcome = accounts.tryUpdate(conflict.rebased());

        assertThat(outcome)
                .isEqualTo(new Conflict<>(
                        Account.TABLE, ann.id(), 2, ann.withBalance(11).withVersion(2), third));
        assertThat(accounts.get(ann.id())).isEqualTo(third);
    }

    @Test
    void looksApplied_sentTwice() {
        Account mine = ann.withBalance(11);
        assertThat(accounts.tryUpdate(mine)).isInstanceOf(Applied.class);

        assertThat(conflict(accounts.tryUpdate(mine)).looksApplied()).isTrue();
    }

    @Test
    void looksApplied_insertSentTwice() {
        Account mine = new Account(77, "Bob", ann.balance(), 0);
        accounts.insert(mine);

        assertThat(conflict(accounts.tryInsert(mine)).looksApplied()).isTrue();
        assertThat(conflict(accounts.tryInsert(mine.withOwner("Bill"))).looksApplied())
                .isFalse();
    }

    @Test
    void looksApplied_lostAcknowledgement() {
        Account mine = ann.withBalance(11);
        assertThatThrownBy(() -> database.database(LostCommits.of(database.dataSource(), true))
                        .inTransaction(
                                transaction -> transaction.rows(Account.TABLE).update(mine)))
                .isInstanceOf(UnknownOutcomeException.class);

        assertThat(conflict(accounts.tryUpdate(mine)).looksApplied()).isTrue();
    }

    @Test
    void looksApplied_otherChanges() {
        Account mine = ann.withBalance(11);
        accounts.update(ann.withOwner("Anne"));
        assertThat(conflict(accounts.tryUpdate(mine)).looksApplied()).isFalse();

        Account applied = accounts.update(mine.withVersion(2));
        accounts.touch(applied);
        assertThat(conflict(accounts.tryUpdate(mine.withVersion(2))).looksApplied())
                .isFalse();
    }
}
