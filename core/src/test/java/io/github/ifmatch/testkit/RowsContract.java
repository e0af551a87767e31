package io.github.ifmatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRepository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each operation on one row: what it writes, what it answers, what it sends. */
public abstract class RowsContract {

    private final TestDatabase database;
    private VersionedRepository<Account, Long> accounts;

    protected RowsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void createTable() {
        database.execute(Account.DROP, Account.CREATE);
        accounts = database.database().repository(Account.TABLE);
    }

    @Test
    void insert_unsetId() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertThat(ann.id()).isPositive();
        assertThat(ann.version()).isEqualTo(1);
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void insert_existingId() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertThatThrownBy(() -> accounts.insert(new Account(ann.id(), "Bob", ann.balance(), 0)))
                .isInstanceOfSatisfying(ConflictException.class, e -> {
                    assertThat(e.current(Account.class)).isEqualTo(ann);
                    assertThat(e.expectedVersion()).isZero();
                })
                .hasMessage("accounts " + ann.id() + " exists already, at version 1. Nothing was written;"
                        + " current(Account.class) is the row as it now stands.");
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void update_freshVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        Account anne = accounts.update(ann.withOwner("Anne"));

        assertThat(anne.owner()).isEqualTo("Anne");
        assertThat(anne.version()).isEqualTo(2);
        assertThat(accounts.get(ann.id())).isEqualTo(anne);
    }

    @Test
    void update_staleVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account theirs = accounts.update(ann.withOwner("Anne"));

        Outcome<Account> outcome = accounts.tryUpdate(ann.withBalance(20));

        assertThat(outcome).isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 1, ann.withBalance(20), theirs));
        assertThat(accounts.get(ann.id())).isEqualTo(theirs);
        assertThatThrownBy(outcome::orElseThrow)
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "accounts " + ann.id() + " was changed by somebody else: expected version 1, current version 2."
                                + " Nothing was written; current(Account.class) is the row as it now stands.");
    }

    @Test
    void update_deletedRow() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        accounts.delete(ann);

        assertThat(accounts.tryUpdate(ann)).isEqualTo(new Missing<>(Account.TABLE, ann.id()));
        assertThatThrownBy(() -> accounts.update(ann))
                .isInstanceOf(MissingRowException.class)
                .hasMessage("accounts " + ann.id() + ": there is no such row (any more). Nothing was written.");
        assertThat(accounts.find(ann.id())).isEmpty();
    }

    @Test
    void otherVerbs_freshVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        Account touched = accounts.touch(ann);
        Account patched = accounts.patch(touched, touched.withBalance(11));
        Account named = accounts.patch(ann.id(), 3, Map.of("owner", "Anne"));
        Account overwritten = accounts.overwrite(ann.withBalance(12), "support ticket 4711");

        assertThat(touched).isEqualTo(ann.withVersion(2));
        assertThat(patched.version()).isEqualTo(3);
        assertThat(named.owner()).isEqualTo("Anne");
        assertThat(overwritten.version()).isEqualTo(5);
        assertThat(accounts.findAll(List.of(-1L, ann.id()))).containsExactly(overwritten);
        assertThat(accounts.tryDelete(ann.id(), 4)).isInstanceOf(Conflict.class);
        assertThat(accounts.tryDelete(ann.id(), 5)).isEqualTo(new Applied<>(overwritten));
    }

    @Test
    void update_roundTrips() {
        assumeTrue(database.has(TestDatabase.Feature.ROW_RETURNED));
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> counted =
                database.database(counting.dataSource()).repository(Account.TABLE);
        Account ann = counted.insert(Account.of("Ann", 10));
        assertThat(counting.drain()).hasSize(1);

        counted.update(ann);
        assertThat(counting.drain()).hasSize(1);
        assertThat(counted.tryUpdate(ann)).isInstanceOf(Conflict.class);
        assertThat(counting.drain()).hasSize(2);
    }
}
