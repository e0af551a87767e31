package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Triggers, views and policies that stand between a write and its row. */
public abstract class InterferenceContract extends AccountContract {

    private static final String REFUSED =
            ": the connection's user may not do that to this table, or to this row of it. Nothing was written.";

    private static final String INSTEAD = " The row was not written; what a trigger or a rule did instead ";

    private static final String WHO = " A trigger, a rule or a row-level policy suppresses the write.";

    @Test
    void update_triggerChangesVersion() throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        meddle(Meddling.CHANGES_VERSION, "accounts");
        String message = "accounts " + ann.id() + ": after update on version 1 the row shows version 12."
                + " A trigger or a default changes the version. ";

        try (Connection connection = begin()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThatThrownBy(() -> rows.tryUpdate(ann.withOwner("Anne")))
                    .isInstanceOf(MappingException.class)
                    .hasMessage(message + "The write is in this transaction; roll it back.");
            connection.rollback();
        }
        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    assertThatThrownBy(() -> transaction.rows(Account.TABLE).tryUpdate(ann.withOwner("Anne")))
                            .isInstanceOf(MappingException.class);
                    return "the exception is swallowed";
                }))
                .isInstanceOf(MappingException.class);
        assertThat(stored()).containsExactly(ann);

        assertThatThrownBy(() -> accounts.tryUpdate(ann.withOwner("Anne")))
                .isInstanceOf(MappingException.class)
                .hasMessage(message
                        + (returnsUpdated() ? "The write stands." : "Nothing was written: it was rolled back."));
        assertThat(stored())
                .containsExactly(returnsUpdated() ? ann.withOwner("Anne").withVersion(12) : ann);
    }

    /** A trigger's own error is one of the statement: nothing was written, and nothing is unknown. */
    @Test
    void write_triggerRefuses() throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account bob = accounts.insert(Account.of("Bob", 10));
        meddle(Meddling.REFUSES, "accounts");
        Account nobody = ann.withOwner("Nobody");

        assertRefusedByTrigger(() -> accounts.tryInsert(Account.of("Nobody", 1)), "accounts (new row): insert failed");
        assertRefusedByTrigger(() -> accounts.tryInsert(nobody.withId(77)), "accounts 77: insert failed");
        assertRefusedByTrigger(() -> accounts.tryUpdate(nobody), "accounts " + ann.id() + ": update failed");
        assertRefusedByTrigger(() -> accounts.tryPatch(ann, nobody), "accounts " + ann.id() + ": patch failed");
        assertRefusedByTrigger(() -> accounts.overwrite(nobody, "why"), "accounts " + ann.id() + ": overwrite failed");
        assertRefusedByTrigger(
                () -> accounts.tryUpdateAll(List.of(bob.withOwner("Bobby"), nobody)),
                "accounts " + ann.id() + ": update failed");
        assertRefusedByTrigger(
                () -> accounts.tryInsertAll(List.of(Account.of("Cid", 1), Account.of("Nobody", 1))),
                "accounts (new row): insert failed");
        try (Connection connection = begin()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThat(rows.tryUpdate(bob.withOwner("Bobby"))).isInstanceOf(Applied.class);
            assertRefusedByTrigger(() -> rows.tryUpdate(nobody), "accounts " + ann.id() + ": update failed");
            connection.rollback();
        }
        assertThat(stored()).containsExactly(ann, bob);
    }

    private static void assertRefusedByTrigger(ThrowingCallable write, String message) {
        assertThatThrownBy(write)
                .isExactlyInstanceOf(DatabaseException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("Nothing was written");
    }

    @Test
    void write_triggerSuppresses() throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        meddle(Meddling.SUPPRESSES, "accounts");

        String stands = "the row stands at the expected version";
        String updated = left(returnsUpdated());
        assertSuppressed(() -> accounts.tryUpdate(ann.withOwner("Anne")), ann.id(), stands, updated);
        assertSuppressed(() -> accounts.tryTouch(ann), ann.id(), stands, updated);
        assertSuppressed(() -> accounts.tryDelete(ann), ann.id(), stands, left(returnsDeleted()));
        assertSuppressed(() -> accounts.tryOverwrite(ann, "support ticket 4711"), ann.id(), "the row exists", updated);
        assertSuppressed(
                () -> accounts.tryInsert(new Account(77, "Bob", BigDecimal.ONE, 0)),
                77,
                "no row of this id exists",
                left(returnsInserted()));
        assertThatThrownBy(() -> accounts.tryInsert(Account.of("Bob", 1)))
                .isInstanceOfSatisfying(
                        SuppressedWriteException.class,
                        e -> assertThatThrownBy(e::id).isInstanceOf(IllegalStateException.class))
                .hasMessage("accounts (new row): the database changed no row, though nothing stands against it."
                        + left(returnsInserted()) + WHO);
        assertThat(accounts.tryUpdate(ann.withVersion(9))).isInstanceOf(Conflict.class);

        try (Connection connection = begin()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertSuppressed(
                    () -> rows.tryUpdate(ann),
                    ann.id(),
                    "the row stands at the expected version",
                    INSTEAD + "is in this transaction.");
            assertThat(rows.find(ann.id())).contains(ann);
            connection.rollback();
        }
        assertThat(stored()).containsExactly(ann);
    }

    /** What is left of a write that was suppressed: in a transaction of our own, nothing. */
    private static String left(boolean isOneStatement) {
        return isOneStatement ? INSTEAD + "stands." : " Nothing was written: it was rolled back.";
    }

    private void assertSuppressed(ThrowingCallable write, long id, String found) {
        assertSuppressed(write, id, found, left(returnsUpdated()));
    }

    private static void assertSuppressed(ThrowingCallable write, long id, String found, String left) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(SuppressedWriteException.class, e -> {
                    assertThat(e.table()).isEqualTo("accounts");
                    assertThat(e.id()).isEqualTo(id);
                })
                .hasMessage("accounts " + id + ": the database changed no row, though " + found + "." + left + WHO);
    }

    /** The second attempt is made in a transaction, which is rolled back, whatever the first was. */
    @Test
    void update_versionChangedAtTheSecondAttempt() {
        needs(Feature.SQL_TRIGGERS);
        Account ann = accounts.insert(Account.of("Ann", 10));
        database.execute(
                "DROP SEQUENCE IF EXISTS attempts",
                "CREATE SEQUENCE attempts",
                "CREATE OR REPLACE FUNCTION second() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
                        + " IF nextval(''attempts'') = 1 THEN RETURN NULL; END IF;"
                        + " new.version := new.version + 10; RETURN new; END'",
                "CREATE TRIGGER second BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION second()");

        assertThatThrownBy(() -> accounts.tryUpdate(ann.withOwner("Anne")))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "accounts " + ann.id() + ": after update on version 1 the row shows version 12. A trigger or a"
                                + " default changes the version. Nothing was written: it was rolled back.");
        assertThat(stored()).containsExactly(ann);
    }

    /** The accounts as a clerk sees them: no secret ones, and only Ann's can be changed. */
    private VersionedRepository<Account, Long> asClerk() {
        database.execute(
                "DO 'BEGIN CREATE ROLE clerk; EXCEPTION WHEN duplicate_object THEN NULL; END'",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk",
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO clerk",
                "ALTER TABLE accounts ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY reading ON accounts FOR SELECT USING (owner <> 'Secret')",
                "CREATE POLICY changing ON accounts FOR UPDATE USING (owner = 'Ann') WITH CHECK (true)",
                "CREATE POLICY making ON accounts FOR INSERT WITH CHECK (true)",
                "CREATE POLICY removing ON accounts FOR DELETE USING (owner = 'Ann')");
        return accounts(pool(config -> config.setConnectionInitSql("SET ROLE clerk")));
    }

    @Test
    void write_policyHides() {
        needs(Feature.ROW_SECURITY);
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account bob = accounts.insert(Account.of("Bob", 10));
        Account secret = accounts.insert(Account.of("Secret", 10));
        VersionedRepository<Account, Long> clerk = asClerk();

        assertSuppressed(
                () -> clerk.tryUpdate(bob.withBalance(20)), bob.id(), "the row stands at the expected version");
        assertSuppressed(() -> clerk.tryDelete(bob), bob.id(), "the row stands at the expected version");
        assertThat(clerk.tryUpdate(secret)).isEqualTo(new Missing<>(Account.TABLE, secret.id()));
        assertThat(clerk.tryDelete(secret)).isEqualTo(new Missing<>(Account.TABLE, secret.id()));
        assertThat(clerk.tryUpdate(ann.withBalance(20))).isInstanceOf(Applied.class);
        assertThat(clerk.tryUpdate(ann)).isInstanceOf(Conflict.class);
        assertThat(stored()).containsExactly(ann.withBalance(20).withVersion(2).scaled(), bob, secret);
    }

    @Test
    void write_policyHidesWhatWasWritten() {
        needs(Feature.ROW_SECURITY);
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account secret = accounts.insert(Account.of("Secret", 10));
        VersionedRepository<Account, Long> clerk = asClerk();

        assertThatThrownBy(() -> clerk.tryUpdate(ann.withOwner("Secret")))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("accounts " + ann.id() + ": update failed (SQLSTATE 42501)" + REFUSED);
        assertThatThrownBy(() -> clerk.tryInsert(new Account(77, "Secret", BigDecimal.ONE, 0)))
                .hasMessage(
                        returnsInserted()
                                ? "accounts 77: insert failed (SQLSTATE 42501)" + REFUSED
                                : "accounts 77: the row that was written cannot be read back; a policy or a view hides it, or a column"
                                        + " rounds the id."
                                        + " Nothing was written: it was rolled back.");
        assertThatThrownBy(() -> clerk.tryInsert(new Account(secret.id(), "Bob", BigDecimal.ONE, 0)))
                .hasMessage("accounts " + secret.id()
                        + ": insert would break a unique index (SQLSTATE 23505). Nothing was written.");
        assertThat(stored()).containsExactly(ann, secret);
    }

    /** A view over which a trigger writes, and checks the version as the statement did. */
    @Test
    void update_viewWithTrigger() {
        needs(Feature.SQL_TRIGGERS);
        Account ann = accounts.insert(Account.of("Ann", 10));
        database.execute(
                "CREATE VIEW paper AS SELECT * FROM accounts",
                "CREATE OR REPLACE FUNCTION on_paper() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
                        + " UPDATE accounts SET owner = new.owner, version = new.version"
                        + " WHERE id = old.id AND version = old.version;"
                        + " IF NOT FOUND THEN RETURN NULL; END IF; RETURN new; END'",
                "CREATE TRIGGER on_paper INSTEAD OF UPDATE ON paper FOR EACH ROW EXECUTE FUNCTION on_paper()");
        VersionedRepository<Account, Long> paper = database.repository(Account.TABLE.named("paper"));

        Account anne = paper.update(ann.withOwner("Anne"));

        assertThat(anne).isEqualTo(ann.withOwner("Anne").withVersion(2));
        assertThat(stored()).containsExactly(anne);
        assertThat(paper.tryUpdate(ann)).isInstanceOf(Conflict.class);
    }

    /** A trigger that only pretends is found out by reading the row, where the statement does not answer it. */
    @Test
    void update_viewWithTriggerThatDoesNothing() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        database.dropView("paper");
        database.execute("CREATE VIEW paper AS SELECT * FROM accounts");
        meddle(Meddling.PRETENDS, "paper");
        VersionedRepository<Account, Long> paper = database.repository(Account.TABLE.named("paper"));

        if (!returnsUpdated()) {
            assertThatThrownBy(() -> paper.tryUpdate(ann.withOwner("Anne")))
                    .isInstanceOf(MappingException.class)
                    .hasMessage(
                            "paper " + ann.id() + ": after update on version 1 the row shows version 1. A trigger or"
                                    + " a default changes the version. Nothing was written: it was rolled back.");
        }
        assertThat(stored()).containsExactly(ann);
    }
}
