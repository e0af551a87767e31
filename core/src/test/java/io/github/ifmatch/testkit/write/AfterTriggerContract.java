package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Edit;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A trigger that changes the row once more after the write: every verb answers the row as it is then stored. */
public abstract class AfterTriggerContract extends AccountContract {

    private static final String CHANGED =
            ": after %s on version 1 the row shows version 12." + " A trigger or a default changes the version. ";

    private void put(Meddling meddling) {
        meddle(meddling, "accounts");
        accounts = database.repository(Account.TABLE);
    }

    private void assertStored(Account answered, String owner) {
        assertThat(answered.owner()).isEqualTo(owner);
        assertThat(accounts.get(answered.id())).isEqualTo(answered);
    }

    @Test
    void write_eachVerb() {
        put(Meddling.EDITS_OWNER_AFTERWARDS);

        Account ann = accounts.insert(Account.of("Ann", 10));
        assertStored(ann, "ANN");
        assertStored(accounts.insert(new Account(77, "Bob", BigDecimal.ONE, 0)), "BOB");
        ann = accounts.update(ann.withOwner("Anne"));
        assertStored(ann, "ANNE");
        ann = accounts.patch(ann, ann.withOwner("Anna"));
        assertStored(ann, "ANNA");
        ann = accounts.touch(ann);
        assertStored(ann, "ANNA");
        ann = accounts.overwrite(ann.withOwner("Eve"), "support ticket 4711");
        assertStored(ann, "EVE");
        assertThat(accounts.delete(ann)).isEqualTo(ann);
        assertThat(accounts.find(ann.id())).isEmpty();
    }

    @Test
    void write_batch() {
        put(Meddling.EDITS_OWNER_AFTERWARDS);

        List<Account> rows = accounts.insertAll(List.of(Account.of("Ann", 10), Account.of("Bob", 20)));
        rows.forEach(row -> assertStored(row, row.balance().intValue() == 10 ? "ANN" : "BOB"));
        List<Account> given = accounts.insertAll(
                List.of(new Account(77, "Tod", BigDecimal.ONE, 0), new Account(78, "Dan", BigDecimal.ONE, 0)));
        assertThat(given).extracting(Account::owner).containsExactly("TOD", "DAN");
        rows = accounts.updateAll(rows.stream().map(row -> row.withOwner("Eve")).toList());
        rows.forEach(row -> assertStored(row, "EVE"));
        rows = accounts.patchAll(
                rows.stream().map(row -> new Edit<>(row, row.withOwner("Fay"))).toList());
        rows.forEach(row -> assertStored(row, "FAY"));
        assertThat(accounts.deleteAll(rows)).isEqualTo(rows);
    }

    @Test
    void write_inSomebodysTransaction() throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        put(Meddling.EDITS_OWNER_AFTERWARDS);

        try (Connection connection = begin()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            Account anne = rows.update(ann.withOwner("Anne"));
            assertThat(anne.owner()).isEqualTo("ANNE");
            assertThat(rows.updateAll(List.of(anne.withOwner("Anna"))))
                    .extracting(Account::owner)
                    .containsExactly("ANNA");
            connection.commit();
        }
        assertThat(stored()).extracting(Account::owner).containsExactly("ANNA");
    }

    @Test
    void write_versionChangedAfterwards() throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        put(Meddling.CHANGES_VERSION_AFTERWARDS);

        assertRolledBack(() -> accounts.update(ann.withOwner("Anne")), ann, "update");
        assertRolledBack(() -> accounts.patch(ann, ann.withOwner("Anne")), ann, "patch");
        assertRolledBack(() -> accounts.touch(ann), ann, "touch");
        assertRolledBack(() -> accounts.updateAll(List.of(ann.withOwner("Anne"))), ann, "update");
        try (Connection connection = begin()) {
            assertThatThrownBy(() -> accounts.on(connection).update(ann.withOwner("Anne")))
                    .isInstanceOf(MappingException.class)
                    .hasMessage("accounts " + ann.id() + CHANGED.formatted("update")
                            + "The write is in this transaction; roll it back.");
            connection.rollback();
        }
        assertThat(stored()).containsExactly(ann);
    }

    private void assertRolledBack(ThrowingCallable write, Account ann, String verb) {
        assertThatThrownBy(write)
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "accounts " + ann.id() + CHANGED.formatted(verb) + "Nothing was written: it was rolled back.");
        assertThat(stored()).containsExactly(ann);
    }

    /** The catalogue is asked again once a write went as it could not have gone. */
    @Test
    void write_triggerThatCameLater() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        meddle(Meddling.EDITS_OWNER_AFTERWARDS, "accounts");
        VersionedRepository<Account, Long> unknowing = accounts;
        database.rename("accounts", "elsewhere");
        assertThatThrownBy(() -> unknowing.update(ann.withOwner("Anne"))).isInstanceOf(RuntimeException.class);
        database.rename("elsewhere", "accounts");

        assertStored(unknowing.update(ann.withOwner("Anne")), "ANNE");
    }

    @Test
    void readBack_declared() {
        needs(Feature.UPDATED_ROW_RETURNED);
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> rows = database.repository(counting.dataSource(), Account.TABLE.readBack());
        Account ann = rows.insert(Account.of("Ann", 10));
        counting.drain();

        assertThat(rows.update(ann.withOwner("Anne")))
                .isEqualTo(ann.withOwner("Anne").withVersion(2));

        assertThat(database.withoutBeginning(counting.drain()))
                .filteredOn(sent -> !sent.startsWith("SELECT concat(")) // the transaction's id, where it has one
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ? AND version = ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
        assertThat(Account.TABLE.readBack()).isNotEqualTo(Account.TABLE);
    }
}
