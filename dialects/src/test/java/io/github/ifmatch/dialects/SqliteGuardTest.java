package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Table;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guard of SQLite does not stop, and what it stops though it need not. */
class SqliteGuardTest {

    private static final TestDatabase DATABASE = new SqliteTestDatabase(new SqliteDialect());
    private static final GuardLimits LIMITS = new GuardLimits(DATABASE);

    @BeforeEach
    void createTables() throws SQLException {
        LIMITS.create();
        LIMITS.install(GuardLimits.PARENTS);
        LIMITS.install(GuardLimits.CHILDREN);
    }

    @Test
    void cascade_refused() {
        LIMITS.assertRefused("DELETE FROM guard_parents");
        assertThatThrownBy(() -> LIMITS.rows(GuardLimits.PARENTS).delete(1L, 1)).isInstanceOf(DatabaseException.class);
        LIMITS.assertNames(GuardLimits.CHILDREN, "Bob");

        LIMITS.rows(GuardLimits.CHILDREN).delete(1L, 1);
        LIMITS.rows(GuardLimits.PARENTS).delete(1L, 1);

        LIMITS.assertNames(GuardLimits.PARENTS);
    }

    /** A row that is replaced for another key than its id is deleted without a trigger, unless triggers may recur. */
    @Test
    void replace_byAnotherKey() throws SQLException {
        LIMITS.send("CREATE UNIQUE INDEX guard_names ON guard_children (name)");
        String replace = "REPLACE INTO guard_children VALUES (2, 1, 'Bob', 1)";
        LIMITS.assertRefused("PRAGMA recursive_triggers = ON", replace);

        LIMITS.send(replace);

        assertThat(DATABASE.query("SELECT id FROM guard_children")).containsExactly("2");
    }

    @Test
    void delete_versionOfALiftedRow() throws SQLException {
        LIMITS.send(
                "INSERT INTO guard_children VALUES (2, 1, 'Cid', 4611686018427387904)",
                "DELETE FROM guard_children WHERE id = 2");

        LIMITS.assertNames(GuardLimits.CHILDREN, "Bob");
    }

    private record Positive(long id, String name, long version) {}

    /** A version that is checked to be positive is lifted to one that is. */
    @Test
    void delete_versionIsChecked() throws SQLException {
        Table<Positive, Long> table = Table.of(Positive.class, Long.class).named("guard_positive");
        DATABASE.execute(
                "DROP TABLE IF EXISTS guard_positive",
                "CREATE TABLE guard_positive (id INTEGER PRIMARY KEY, name TEXT, version INTEGER NOT NULL CHECK (version > 0))",
                "INSERT INTO guard_positive VALUES (1, 'Ann', 1), (2, 'Bob', 1)");
        try (Connection connection = DATABASE.connect()) {
            Guard.of(table).install(connection);
        }

        DATABASE.repository(table).delete(1L, 1);

        assertThat(DATABASE.query("SELECT name FROM guard_positive")).containsExactly("Bob");
        LIMITS.assertRefused("DELETE FROM guard_positive");
    }

    /** With triggers that may recur, the guard does the same. */
    @Test
    void recursiveTriggers() throws SQLException {
        LIMITS.assertRefused("PRAGMA recursive_triggers = ON", "REPLACE INTO guard_children VALUES (1, 1, 'Eve', 1)");
        LIMITS.assertRefused("PRAGMA recursive_triggers = ON", "UPDATE guard_children SET name = 'Eve'");
        LIMITS.send("PRAGMA recursive_triggers = ON", "UPDATE guard_children SET name = 'Eve', version = version + 1");

        LIMITS.assertNames(GuardLimits.CHILDREN, "Eve");
    }
}
