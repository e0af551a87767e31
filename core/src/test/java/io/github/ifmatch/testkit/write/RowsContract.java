package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.sample.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs that take a whole row: what each writes and answers where the row is fresh, stale or missing. */
public abstract class RowsContract extends Contract {

    private VersionedRepository<Account, Long> accounts;

    @BeforeEach
    void createTable() {
        Account.create(database);
        accounts = database.repository(Account.TABLE);
    }

    private static String changed(Account row, long expected, long current) {
        return "accounts " + row.id() + " was changed by somebody else: expected version " + expected
                + ", current version " + current
                + ". Nothing was written; current(Account.class) is the row as it now stands.";
    }

    private static String missing(long id) {
        return "accounts " + id + ": there is no such row (any more). Nothing was written.";
    }

    /** A row that somebody else has changed since: as it was read, and as it stands. */
    private record Stale(Account mine, Account theirs) {}

    private Stale stale() {
        Account mine = accounts.insert(Account.of("Ann", 10));
        return new Stale(mine, accounts.update(mine.withOwner("Anne")));
    }

    private Account missing() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        return accounts.delete(ann);
    }

    @Test
    void insert_unsetId() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Outcome<Account> bob = accounts.tryInsert(Account.of("Bob", 20));

        assertThat(ann.id()).isPositive();
        assertThat(ann).isEqualTo(new Account(ann.id(), "Ann", Account.money("10.00"), 1));
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
        assertThat(bob.isApplied()).isTrue();
        assertThat(bob.orElseThrow().id()).isNotEqualTo(ann.id());
    }

    @Test
    void insert_givenId() {
        Account ann = accounts.insert(Account.of("Ann", 10).withId(4711));

        assertThat(ann).isEqualTo(new Account(4711, "Ann", Account.money("10.00"), 1));
        assertThat(accounts.get(4711L)).isEqualTo(ann);
    }

    @Test
    void insert_versionOfTheRowIsIgnored() {
        assertThat(accounts.insert(Account.of("Ann", 10).withVersion(99)).version())
                .isEqualTo(1);
    }

    @Test
    void insert_existingId() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account bob = Account.of("Bob", 20).withId(ann.id());

        assertThat(accounts.tryInsert(bob)).isEqualTo(new Conflict<>(Account.TABLE, "insert", ann.id(), 0, bob, ann));
        assertThatThrownBy(() -> accounts.insert(bob))
                .isInstanceOfSatisfying(ConflictException.class, e -> {
                    assertThat(e.current(Account.class)).isEqualTo(ann);
                    assertThat(e.attempted(Account.class)).isEqualTo(bob);
                    assertThat(e.table()).isEqualTo("accounts");
                    assertThat(e.expectedVersion()).isZero();
                    assertThat(e.currentVersion()).isEqualTo(1);
                })
                .hasMessage("accounts " + ann.id()
                        + " exists already: expected version 0, current version 1. Nothing was written;"
                        + " current(Account.class) is the row as it now stands.");
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void find_presentAndMissing() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertThat(accounts.find(ann.id())).contains(ann);
        assertThat(accounts.find(-1L)).isEmpty();
    }

    @Test
    void get_missing() {
        assertThatThrownBy(() -> accounts.get(-1L))
                .isInstanceOfSatisfying(MissingRowException.class, e -> {
                    assertThat(e.table()).isEqualTo("accounts");
                    assertThat(e.id()).isEqualTo(-1L);
                })
                .hasMessage(missing(-1));
    }

    @Test
    void findAll_orderOfTheIdsEachOnceWithoutTheMissing() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account bob = accounts.insert(Account.of("Bob", 20));
        Account eve = accounts.insert(Account.of("Eve", 30));

        assertThat(accounts.findAll(List.of(eve.id(), -1L, ann.id(), eve.id(), bob.id(), ann.id())))
                .containsExactly(eve, ann, bob);
        assertThat(accounts.findAll(List.of())).isEmpty();
        assertThat(accounts.findAll(List.of(-1L, -2L))).isEmpty();
    }

    @Test
    void findAll_moreIdsThanOneQueryAsksFor() {
        accounts.insertAll(LongStream.rangeClosed(1, 1300)
                .mapToObj(id -> Account.of("owner", (int) id).withId(id))
                .toList());
        List<Long> ids = new ArrayList<>(LongStream.rangeClosed(1, 1400).boxed().toList());
        Collections.reverse(ids);

        List<Account> found = accounts.findAll(ids);

        assertThat(found)
                .extracting(Account::id)
                .containsExactlyElementsOf(ids.stream().filter(id -> id <= 1300).toList());
        assertThat(found).allMatch(account -> account.balance().longValueExact() == account.id());
    }

    @Test
    void update_freshVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        Account anne = accounts.update(ann.withOwner("Anne"));

        assertThat(anne).isEqualTo(ann.withOwner("Anne").withVersion(2));
        assertThat(accounts.get(ann.id())).isEqualTo(anne);
        assertThat(accounts.tryUpdate(anne)).isEqualTo(new Applied<>(anne.withVersion(3)));
    }

    @Test
    void update_staleVersion() {
        Stale row = stale();
        Account mine = row.mine().withBalance(20);

        assertThat(accounts.tryUpdate(mine)).isEqualTo(new Conflict<>(Account.TABLE, mine.id(), 1, mine, row.theirs()));
        assertThatThrownBy(() -> accounts.update(mine))
                .isInstanceOfSatisfying(ConflictException.class, e -> {
                    assertThat(e.current(Account.class)).isEqualTo(row.theirs());
                    assertThat(e.attempted(Account.class)).isEqualTo(mine);
                    assertThat(e.expectedVersion()).isEqualTo(1);
                    assertThat(e.currentVersion()).isEqualTo(2);
                })
                .hasMessage(changed(mine, 1, 2));
        assertThat(accounts.get(mine.id())).isEqualTo(row.theirs());
    }

    @Test
    void update_deletedRow() {
        Account ann = missing();

        assertThat(accounts.tryUpdate(ann)).isEqualTo(new Missing<>(Account.TABLE, ann.id()));
        assertThatThrownBy(() -> accounts.update(ann))
                .isInstanceOf(MissingRowException.class)
                .hasMessage(missing(ann.id()));
        assertThat(accounts.find(ann.id())).isEmpty();
    }

    @Test
    void update_sentTwice() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account mine = ann.withBalance(20);
        accounts.update(mine);

        Outcome<Account> second = accounts.tryUpdate(mine);

        assertThat(second)
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.looksApplied()).isTrue());
    }

    @Test
    void update_rebasedOnWhatWasSeen() {
        Stale row = stale();
        Conflict<Account> conflict =
                (Conflict<Account>) accounts.tryUpdate(row.mine().withBalance(20));

        Account saved = accounts.update(conflict.rebased());

        assertThat(saved).isEqualTo(new Account(saved.id(), "Ann", Account.money("20.00"), 3));
        assertThat(conflict.looksApplied()).isFalse();
        assertThat(accounts.tryUpdate(conflict.rebased())).isInstanceOf(Conflict.class);
    }

    @Test
    void delete_freshVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account bob = accounts.insert(Account.of("Bob", 20));

        assertThat(accounts.tryDelete(ann)).isEqualTo(new Applied<>(ann));
        assertThat(accounts.delete(bob.id(), 1)).isEqualTo(bob);
        assertThat(accounts.findAll(List.of(ann.id(), bob.id()))).isEmpty();
    }

    /** What the row holds besides its id and version is of no account, and the answer is the row as it stood. */
    @Test
    void delete_answersTheStoredRow() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertThat(accounts.delete(ann.withOwner("Eve"))).isEqualTo(ann);
    }

    @Test
    void delete_staleVersion() {
        Stale row = stale();

        assertThat(accounts.tryDelete(row.mine()))
                .isEqualTo(new Conflict<>(Account.TABLE, "delete", row.mine().id(), 1, row.mine(), row.theirs()));
        assertThat(accounts.tryDelete(row.mine().id(), 1))
                .isEqualTo(new Conflict<>(Account.TABLE, "delete", row.mine().id(), 1, row.theirs(), row.theirs()))
                .satisfies(refused ->
                        assertThat(((Conflict<Account>) refused).looksApplied()).isFalse());
        assertThatThrownBy(() -> accounts.delete(row.mine())).hasMessage(changed(row.mine(), 1, 2));
        assertThatThrownBy(() -> accounts.delete(row.mine().id(), 1)).hasMessage(changed(row.mine(), 1, 2));
        assertThat(accounts.get(row.mine().id())).isEqualTo(row.theirs());
    }

    @Test
    void delete_missingRow() {
        Account ann = missing();

        assertThat(accounts.tryDelete(ann)).isEqualTo(new Missing<>(Account.TABLE, ann.id()));
        assertThat(accounts.tryDelete(ann.id(), 1)).isEqualTo(new Missing<>(Account.TABLE, ann.id()));
        assertThatThrownBy(() -> accounts.delete(ann)).hasMessage(missing(ann.id()));
        assertThatThrownBy(() -> accounts.delete(ann.id(), 1)).hasMessage(missing(ann.id()));
    }

    @Test
    void touch_freshVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        Account touched = accounts.touch(ann.withOwner("Eve"));

        assertThat(touched).isEqualTo(ann.withVersion(2));
        assertThat(accounts.tryTouch(touched)).isEqualTo(new Applied<>(ann.withVersion(3)));
        assertThat(accounts.get(ann.id())).isEqualTo(ann.withVersion(3));
    }

    @Test
    void touch_staleVersionAndMissingRow() {
        Stale row = stale();
        Account gone = missing();

        assertThat(accounts.tryTouch(row.mine()))
                .isEqualTo(new Conflict<>(Account.TABLE, "touch", row.mine().id(), 1, row.mine(), row.theirs()));
        assertThat(accounts.tryTouch(gone)).isEqualTo(new Missing<>(Account.TABLE, gone.id()));
        assertThatThrownBy(() -> accounts.touch(row.mine())).hasMessage(changed(row.mine(), 1, 2));
        assertThatThrownBy(() -> accounts.touch(gone)).hasMessage(missing(gone.id()));
        assertThat(accounts.get(row.mine().id())).isEqualTo(row.theirs());
    }
}
