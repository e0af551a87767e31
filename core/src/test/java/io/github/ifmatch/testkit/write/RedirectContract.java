package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers and rules that put a write elsewhere: it is done once or not at all, and nothing is said of it that is not so. */
public abstract class RedirectContract extends AccountContract {

    private static final Account BOB = new Account(77, "Bob", new BigDecimal("1.00"), 0);

    @BeforeEach
    void needsTriggers() {
        needs(Feature.SQL_TRIGGERS);
        database.drop("proposals");
        database.execute("CREATE TABLE proposals (account bigint)");
    }

    private void trigger(String event, String body) {
        database.execute(
                "CREATE OR REPLACE FUNCTION redirect() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN " + body
                        + " RETURN NULL; END'",
                "CREATE TRIGGER redirect BEFORE " + event + " ON accounts FOR EACH ROW EXECUTE FUNCTION redirect()");
    }

    /** A child table by inheritance, into which a trigger puts the rows; with a key of its own, or without. */
    private void partition(String key) {
        database.execute("CREATE TABLE accounts_part (" + key + ") INHERITS (accounts)");
        trigger("INSERT", "INSERT INTO accounts_part VALUES (new.*);");
    }

    private int proposals() {
        return Integer.parseInt(database.query("SELECT count(*) FROM proposals").get(0));
    }

    private String left() {
        return returnsInserted()
                ? " The row was not written; what a trigger or a rule did instead stands."
                : " Nothing was written: it was rolled back.";
    }

    /** Partitions by inheritance: the row is made, and the database says that none was. It is undone. */
    @ParameterizedTest
    @ValueSource(strings = {"", "PRIMARY KEY (id)"})
    void insert_intoAChildTable(String key) {
        partition(key);

        assertThatThrownBy(() -> accounts.insert(Account.of("Ann", 10)))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessage(
                        "accounts (new row): the database changed no row, though nothing stands against it. Nothing was"
                                + " written: it was rolled back. A trigger, a rule or a row-level policy suppresses the write.");
        assertThatThrownBy(() -> accounts.tryInsert(BOB))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessage(
                        "accounts 77: the database changed no row of the table itself, and yet a row just like this one was"
                                + " made. Nothing was written: it was rolled back. A trigger, a rule or a row-level policy suppresses"
                                + " the write.");
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PRIMARY KEY (id)"})
    void insert_intoAChildTable_inATransaction(String key) throws SQLException {
        partition(key);

        try (Connection connection = begin()) {
            assertThatThrownBy(() -> accounts.on(connection).tryInsert(BOB))
                    .isInstanceOf(SuppressedWriteException.class)
                    .hasMessageContaining("what a trigger or a rule did instead is in this transaction");
            connection.commit();
        }

        assertThat(stored()).containsExactly(BOB.withVersion(1));
    }

    /** A batch has no more to say of it than an insert by itself: nothing is told as somebody else's that it made. */
    @ParameterizedTest
    @ValueSource(strings = {"", "PRIMARY KEY (id)"})
    void insertAll_intoAChildTable(String key) {
        partition(key);

        assertThatThrownBy(() -> accounts.tryInsertAll(List.of(BOB, BOB.withId(78))))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessageContaining("and yet a row just like this one was made");
        assertThatThrownBy(() -> accounts.insertAll(List.of(BOB))).isInstanceOf(SuppressedWriteException.class);

        assertThat(stored()).isEmpty();
    }

    @Test
    void insertAll_madeByTheTrigger_isNoConflictWithItself() {
        trigger("INSERT", "IF pg_trigger_depth() > 1 THEN RETURN new; END IF; INSERT INTO accounts VALUES (new.*);");

        assertThatThrownBy(() -> accounts.tryInsertAll(List.of(BOB)))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessageContaining("and yet a row just like this one was made");

        assertThat(stored()).isEmpty();
    }

    /** Where no trigger is, a batch that is delivered twice is the conflicts that it was. */
    @Test
    void insertAll_twiceTheSame_areConflicts() {
        List<Account> both = List.of(BOB, BOB.withId(78));
        List<Account> first = accounts.insertAll(both);

        assertThat(accounts.tryInsertAll(both))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                conflict -> assertThat(conflict.looksApplied()).isTrue()));
        assertThat(stored()).isEqualTo(first);
    }

    /** A trigger that makes the row by a statement of its own: the insert itself made none. */
    @Test
    void insert_madeByTheTrigger_isNoConflictWithItself() {
        trigger("INSERT", "IF pg_trigger_depth() > 1 THEN RETURN new; END IF; INSERT INTO accounts VALUES (new.*);");

        assertThatThrownBy(() -> accounts.tryInsert(BOB))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessage(
                        "accounts 77: the database changed no row of the table itself, and yet a row just like this one was"
                                + " made." + left() + " A trigger, a rule or a row-level policy suppresses the write.");

        assertThat(stored()).hasSize(returnsInserted() ? 1 : 0);
    }

    @Test
    void insert_proposed() {
        trigger("INSERT", "INSERT INTO proposals VALUES (new.id);");

        assertThatThrownBy(() -> accounts.tryInsert(Account.of("Ann", 10)))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessage("accounts (new row): the database changed no row, though nothing stands against it."
                        + left() + " A trigger, a rule or a row-level policy suppresses the write.");
        assertThatThrownBy(() -> accounts.tryInsert(BOB))
                .isInstanceOf(SuppressedWriteException.class)
                .hasMessage("accounts 77: the database changed no row, though no row of this id exists." + left()
                        + " A trigger, a rule or a row-level policy suppresses the write.");

        assertThat(proposals()).isEqualTo(returnsInserted() ? 2 : 0);
    }

    /** Where no trigger is, a message that is delivered twice is the conflict that it was. */
    @Test
    void insert_twiceTheSame_isAConflict() throws SQLException {
        Account bob = accounts.insert(BOB);

        assertThat(accounts.tryInsert(BOB)).isInstanceOfSatisfying(Conflict.class, conflict -> {
            assertThat(conflict.current()).isEqualTo(bob);
            assertThat(conflict.looksApplied()).isTrue();
        });
        try (Connection connection = begin()) {
            assertThat(accounts.on(connection).tryInsert(BOB)).isInstanceOf(Conflict.class);
            connection.rollback();
        }
        assertThat(stored()).containsExactly(bob);
    }

    /** What a trigger does instead of an update is done once, where that is a transaction of its own. */
    @Test
    void update_proposed() throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        trigger("UPDATE", "INSERT INTO proposals VALUES (new.id);");

        assertThatThrownBy(() -> accounts.tryUpdate(ann.withOwner("Anne")))
                .isInstanceOf(SuppressedWriteException.class);
        assertThat(proposals()).isEqualTo(returnsUpdated() ? 1 : 0);

        try (Connection connection = begin()) {
            assertThatThrownBy(() -> accounts.on(connection).tryTouch(ann))
                    .isInstanceOf(SuppressedWriteException.class);
            connection.commit();
        }
        assertThat(proposals()).isEqualTo(returnsUpdated() ? 2 : 1);
        assertThatThrownBy(() -> accounts.updateAll(List.of(ann.withOwner("Anne"))))
                .isInstanceOf(SuppressedWriteException.class);
        assertThat(proposals()).isEqualTo(returnsUpdated() ? 2 : 1);
        assertThat(stored()).containsExactly(ann);
    }

    /** A rule makes an update of a delete: the statement's own rows are never answered. */
    @Test
    void delete_softByARule() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        database.execute("CREATE RULE soft AS ON DELETE TO accounts DO INSTEAD UPDATE accounts"
                + " SET owner = 'gone', version = version + 1 WHERE id = old.id RETURNING old.*");

        Throwable refused = catchThrowableOfType(VersionedException.class, () -> accounts.delete(ann));

        assertThat(refused).isInstanceOf(VersionedException.class);
        if (returnsDeleted()) {
            assertThat(refused)
                    .isInstanceOf(SuppressedWriteException.class)
                    .hasMessageContaining("what a trigger or a rule did instead stands");
            assertThat(stored()).containsExactly(ann.withOwner("gone").withVersion(2));
        } else {
            assertThat(stored()).containsExactly(ann);
        }
        database.execute("DROP RULE soft ON accounts");
    }
}
