package io.github.ifmatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Triggers and rules that put a write elsewhere: it is done once or not at all, and nothing is said of it that is not so. */
public abstract class RedirectContract extends AccountContract {

    private static final Account BOB = new Account(77, "Bob", new BigDecimal("1.00"), 0);

    protected RedirectContract(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    void needsTriggers() {
        assumeTrue(database.has(TestDatabase.Feature.SQL_TRIGGERS));
        database.execute(
                "DROP TABLE IF EXISTS accounts_part",
                "DROP TABLE IF EXISTS proposals",
                "CREATE TABLE accounts_part (PRIMARY KEY (id)) INHERITS (accounts)",
                "CREATE TABLE proposals (account bigint)");
    }

    private void trigger(String event, String body) {
        database.execute(
                "CREATE OR REPLACE FUNCTION redirect() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN " + body
                        + " RETURN NULL; END'",
                "CREATE TRIGGER redirect BEFORE " + event + " ON accounts FOR EACH ROW EXECUTE FUNCTION redirect()");
    }

    private int proposals() {
        return Integer.parseInt(database.query("SELECT count(*) FROM proposals").get(0));
    }

    /** Partitions by inheritance: the row is made, and the database says that none was. */
    @Test
    void insert_idOfTheDatabase() {
        trigger("INSERT", "INSERT INTO accounts_part VALUES (new.*);");

        SuppressedWriteException e =
                catchThrowableOfType(SuppressedWriteException.class, () -> accounts.insert(Account.of("Ann", 10)));

        assertThat(e)
                .hasMessage("accounts (new row): the database changed no row, though nothing stands against it."
                        + (returnsRow()
                                ? " The row was not written; what a trigger or a rule did instead stands."
                                : " Nothing was written: it was rolled back.")
                        + " A trigger, a rule or a row-level policy suppresses the write.");
        assertThat(stored()).hasSize(returnsRow() ? 1 : 0);
    }

    @Test
    void insert_givenId_isNoConflictWithItself() throws SQLException {
        trigger("INSERT", "INSERT INTO accounts_part VALUES (new.*);");

        assertThatThrownBy(() -> accounts.tryInsert(BOB)).isInstanceOf(SuppressedWriteException.class);
        assertThat(stored()).hasSize(returnsRow() ? 1 : 0);

        try (Connection connection = begin()) {
            assertThatThrownBy(() -> accounts.on(connection).tryInsert(BOB.withId(78)))
                    .isInstanceOf(SuppressedWriteException.class);
            connection.commit();
        }
        assertThat(stored()).hasSize(returnsRow() ? 2 : 1);
    }

    /** The same without a key that would refuse the second attempt. */
    @Test
    void insert_givenId_childWithoutAKey() {
        database.execute("ALTER TABLE accounts_part DROP CONSTRAINT accounts_part_pkey");
        trigger("INSERT", "INSERT INTO accounts_part VALUES (new.*);");

        assertThatThrownBy(() -> accounts.tryInsert(BOB)).isInstanceOf(SuppressedWriteException.class);

        assertThat(stored()).hasSize(returnsRow() ? 1 : 0);
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
        assertThat(proposals()).isEqualTo(returnsRow() ? 1 : 0);

        try (Connection connection = begin()) {
            assertThatThrownBy(() -> accounts.on(connection).tryTouch(ann))
                    .isInstanceOf(SuppressedWriteException.class);
            connection.commit();
        }
        assertThat(proposals()).isEqualTo(returnsRow() ? 2 : 1);
        assertThatThrownBy(() -> accounts.updateAll(List.of(ann.withOwner("Anne"))))
                .isInstanceOf(SuppressedWriteException.class);
        assertThat(proposals()).isEqualTo(returnsRow() ? 2 : 1);
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
        if (returnsRow()) {
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
