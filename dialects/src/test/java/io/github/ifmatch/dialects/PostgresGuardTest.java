package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialects.GuardLimits.Item;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** What the guard of PostgreSQL does not stop, and what it stops though it need not. */
class PostgresGuardTest {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());
    private static final GuardLimits LIMITS = new GuardLimits(DATABASE);
    private static final String PROOF =
            "set_config('ifmatch.deletes', concat('guard_children ', pg_trigger_depth(), ' ',"
                    + " extract(epoch FROM statement_timestamp())), true)";

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

    /** The owner of the table, and replication, do as they like; the latter unless the triggers are made to fire always. */
    @Test
    void owner_bypasses() throws SQLException {
        LIMITS.send("SET session_replication_role = replica", "UPDATE guard_children SET name = 'Eve'");
        LIMITS.assertNames(GuardLimits.CHILDREN, "Eve");
        LIMITS.send("ALTER TABLE guard_children ENABLE ALWAYS TRIGGER ifmatch_guard_guard_children_update");
        LIMITS.assertRefused("SET session_replication_role = replica", "UPDATE guard_children SET name = 'Tod'");
        assertThat(LIMITS.check(GuardLimits.CHILDREN)).isEmpty();

        LIMITS.send("ALTER TABLE guard_children DISABLE TRIGGER USER", "UPDATE guard_children SET name = 'Tod'");

        LIMITS.assertNames(GuardLimits.CHILDREN, "Tod");
        assertThat(LIMITS.check(GuardLimits.CHILDREN)).contains("the trigger for DELETE is another one, or disabled");
        Item tod = LIMITS.rows(GuardLimits.CHILDREN).get(1L);
        LIMITS.rows(GuardLimits.CHILDREN).delete(tod);
    }

    @Test
    void inspect_disabledAndRenamed() throws SQLException {
        LIMITS.send("ALTER TABLE guard_children DISABLE TRIGGER ifmatch_guard_guard_children_delete");
        assertThat(LIMITS.found(new PostgresDialect(), GuardLimits.CHILDREN))
                .containsExactly(
                        "WARNING guard-misfit: its guard does not fit this declaration: the trigger for DELETE is"
                                + " another one, or disabled");

        LIMITS.send("ALTER TABLE guard_parents RENAME COLUMN version TO revision");
        assertThat(LIMITS.found(new PostgresDialect(), GuardLimits.PARENTS.column("version", "revision")))
                .containsExactly(
                        "WARNING guard-misfit: its guard does not fit this declaration: the trigger for UPDATE is"
                                + " another one, or disabled");
    }

    @Test
    void inspect_standardSql() {
        assertThat(LIMITS.found(Dialect.STANDARD, GuardLimits.CHILDREN))
                .containsExactly(
                        "WARNING guard-unproven: it has the triggers of a guard, to which a DELETE in the dialect"
                                + " standard SQL does not prove itself, so that deletes may be refused");
    }

    /** Its triggers are its parent's, and are proved to by the parent's name. */
    @Test
    void inspect_partition() throws SQLException {
        LIMITS.send(
                "DROP TABLE IF EXISTS guard_parts",
                "CREATE TABLE guard_parts (id bigint PRIMARY KEY, parent bigint NOT NULL, name varchar(50) NOT NULL,"
                        + " version bigint NOT NULL) PARTITION BY RANGE (id)",
                "CREATE TABLE guard_part_1 PARTITION OF guard_parts FOR VALUES FROM (1) TO (10)");
        LIMITS.install(GuardLimits.PARENTS.named("guard_parts"));

        assertThat(LIMITS.check(GuardLimits.PARENTS.named("guard_part_1"))).allMatch(it -> it.endsWith(" is missing"));
    }

    private record Document(long id, String body, String place, long version) {}

    /** Types that have no equality. */
    @Test
    void columns_ofAnyType() throws SQLException {
        LIMITS.send(
                "DROP TABLE IF EXISTS document",
                "CREATE TABLE document (id bigint PRIMARY KEY, body json, place point, version integer NOT NULL)",
                "INSERT INTO document VALUES (1, '{}', '(1,2)', 2147483647), (2, NULL, NULL, 1)");
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            Guard.of(Table.of(Document.class, Long.class)).install(connection);
        }

        LIMITS.assertRefused("UPDATE document SET body = '{ }' WHERE id = 1");
        LIMITS.assertRefused("UPDATE document SET place = '(1,3)' WHERE id = 1");
        LIMITS.assertRefused("UPDATE document SET body = '{}' WHERE id = 2");
        LIMITS.send("UPDATE document SET body = body", "UPDATE document SET body = '{}', version = 2 WHERE id = 2");

        assertThat(DATABASE.query("SELECT body, version FROM document ORDER BY id"))
                .containsExactly("{} 2147483647", "{} 2");
    }

    /** The database makes a DELETE and an INSERT of it. */
    @Test
    void partitions_changed() throws SQLException {
        LIMITS.send(
                "DROP TABLE IF EXISTS guard_parts",
                "CREATE TABLE guard_parts (id bigint, parent bigint NOT NULL, name varchar(50) NOT NULL,"
                        + " version bigint NOT NULL) PARTITION BY LIST (name)",
                "CREATE TABLE guard_part_1 PARTITION OF guard_parts FOR VALUES IN ('Ann')",
                "CREATE TABLE guard_part_2 PARTITION OF guard_parts FOR VALUES IN ('Bob')",
                "INSERT INTO guard_parts VALUES (1, 0, 'Ann', 1)");
        LIMITS.install(GuardLimits.PARENTS.named("guard_parts"));

        LIMITS.assertRefused("UPDATE guard_parts SET name = 'Bob', version = version + 1");
        LIMITS.send("UPDATE guard_parts SET parent = 7, version = version + 1");
    }

    @Test
    void partitions() throws SQLException {
        LIMITS.send(
                "DROP TABLE IF EXISTS guard_parts",
                "CREATE TABLE guard_parts (id bigint PRIMARY KEY, parent bigint NOT NULL, name varchar(50) NOT NULL,"
                        + " version bigint NOT NULL) PARTITION BY RANGE (id)",
                "CREATE TABLE guard_part_1 PARTITION OF guard_parts FOR VALUES FROM (1) TO (10)");
        var parts = GuardLimits.PARENTS.named("guard_parts");
        LIMITS.install(parts);
        LIMITS.send("CREATE TABLE guard_part_2 PARTITION OF guard_parts FOR VALUES FROM (10) TO (20)");
        Item ann = LIMITS.rows(parts).insert(new Item(1, 0, "Ann", 0));
        Item bob = LIMITS.rows(parts).insert(new Item(11, 0, "Bob", 0));

        LIMITS.assertRefused("UPDATE guard_part_1 SET name = 'Eve'");
        LIMITS.assertRefused("DELETE FROM guard_part_2");
        LIMITS.assertRefused("TRUNCATE guard_parts");
        LIMITS.rows(parts).delete(LIMITS.rows(parts).touch(ann));
        LIMITS.send("TRUNCATE guard_part_2"); // a trigger for TRUNCATE is not inherited

        assertThat(LIMITS.rows(parts).find(bob.id())).isEmpty();
    }

    /** The next statement of the same transaction is another one. */
    @Test
    void proof_isOfTheStatement() {
        LIMITS.assertRefused("BEGIN", "SELECT " + PROOF, "DELETE FROM guard_children");
        LIMITS.assertRefused(
                "BEGIN", "DELETE FROM guard_children WHERE " + PROOF + " = ''", "DELETE FROM guard_children");
    }

    private record Node(long id, String name, long version) {}

    /** What a key deletes in the guarded table itself was not checked, though the statement has proved another row. */
    @Test
    void cascade_ofTheTableItself_refused() throws SQLException {
        Table<Node, Long> nodes = Table.of(Node.class, Long.class).named("guard_nodes");
        DATABASE.execute(
                "DROP TABLE IF EXISTS guard_nodes CASCADE",
                "CREATE TABLE guard_nodes (id bigint PRIMARY KEY, name varchar(50), version bigint NOT NULL,"
                        + " parent bigint REFERENCES guard_nodes ON DELETE CASCADE)",
                "INSERT INTO guard_nodes VALUES (1, 'Ann', 1, NULL), (2, 'Bob', 1, 1)");
        try (Connection connection = DATABASE.connect()) {
            Guard.of(nodes).install(connection);
        }

        assertThatThrownBy(() -> DATABASE.repository(nodes).delete(1L, 1)).isInstanceOf(DatabaseException.class);
        assertThat(DATABASE.query("SELECT name FROM guard_nodes ORDER BY id")).containsExactly("Ann", "Bob");
        DATABASE.repository(nodes).delete(2L, 1);
        DATABASE.repository(nodes).delete(1L, 1);

        assertThat(DATABASE.query("SELECT name FROM guard_nodes")).isEmpty();
    }

    /** The statements of one message have one moment: the guard cannot tell them apart. */
    @Test
    void proof_isOfTheMessage() throws SQLException {
        LIMITS.send("DO $$BEGIN PERFORM " + PROOF + "; DELETE FROM guard_children; END$$");

        LIMITS.assertNames(GuardLimits.CHILDREN);
    }

    /** What has proved a DELETE is gone with its transaction. */
    @Test
    void setting_isOfTheTransaction() throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            LIMITS.rows(GuardLimits.CHILDREN).on(connection).delete(1L, 1);
            connection.commit();
            try (var setting = statement.executeQuery("SELECT current_setting('ifmatch.deletes', true)")) {
                setting.next();
                assertThat(setting.getString(1)).isNullOrEmpty();
            }
        }
    }

    /** Standard SQL does not know how to prove a DELETE, nor does a view whether its table is guarded. */
    @Test
    void ownDelete_refused() {
        DATABASE.execute("DROP VIEW IF EXISTS guard_view", "CREATE VIEW guard_view AS SELECT * FROM guard_children");
        var standard = DATABASE.repository(database -> database.withDialect(Dialect.STANDARD), GuardLimits.CHILDREN);
        var view = LIMITS.rows(GuardLimits.CHILDREN.named("guard_view"));

        assertThatThrownBy(() -> standard.delete(1L, 1))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("this database is not spoken to in its own dialect");
        assertThatThrownBy(() -> view.delete(1L, 1))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("or the table is written through a view");
        assertThat(view.touch(view.get(1L)).version()).isEqualTo(2);
    }

    /** A guard watches what is changed and removed, and not what is added. */
    @Test
    void copy_passes() throws SQLException, IOException {
        try (Connection connection = DATABASE.connect()) {
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyIn("COPY guard_parents FROM STDIN (FORMAT csv)", new StringReader("2,0,Bob,7\n"));
        }

        LIMITS.assertNames(GuardLimits.PARENTS, "Ann", "Bob");
    }

    /** What a key changes in the child was not checked either. */
    @ParameterizedTest
    @CsvSource({
        "ON UPDATE CASCADE, UPDATE guard_topics SET id = 2 WHERE id = 1",
        "ON DELETE SET NULL, DELETE FROM guard_topics WHERE id = 1",
        "ON DELETE SET DEFAULT, DELETE FROM guard_topics WHERE id = 1"
    })
    void cascadedUpdates_refused(String action, String statement) throws SQLException {
        LIMITS.send(
                "DROP TABLE IF EXISTS guard_notes, guard_topics",
                "CREATE TABLE guard_topics (id bigint PRIMARY KEY)",
                "CREATE TABLE guard_notes (id bigint PRIMARY KEY, parent bigint DEFAULT 7 REFERENCES guard_topics "
                        + action + ", name varchar(50) NOT NULL, version bigint NOT NULL)",
                "INSERT INTO guard_topics VALUES (1), (7)",
                "INSERT INTO guard_notes VALUES (1, 1, 'Ann', 1)");
        LIMITS.install(GuardLimits.PARENTS.named("guard_notes"));

        LIMITS.assertRefused(statement);

        assertThat(DATABASE.query("SELECT parent, version FROM guard_notes")).containsExactly("1 1");
        LIMITS.send("UPDATE guard_notes SET parent = 7, version = version + 1", statement);
    }

    /** MERGE is what its branches do. */
    @Test
    void merge_inOtherModes() throws SQLException {
        String merge = "MERGE INTO guard_children t USING (VALUES (1)) s (id) ON t.id = s.id WHEN MATCHED THEN ";
        try (Connection connection = DATABASE.connect()) {
            Guard.of(GuardLimits.CHILDREN).advancing().install(connection);
        }
        LIMITS.send(merge + "UPDATE SET name = 'Eve'");
        assertThat(DATABASE.query("SELECT name, version FROM guard_children")).containsExactly("Eve 2");

        try (Connection connection = DATABASE.connect()) {
            Guard.of(GuardLimits.CHILDREN).reporting().install(connection);
        }
        LIMITS.send(merge + "UPDATE SET name = 'Tod'", merge + "DELETE");
        assertThat(DATABASE.query("SELECT statement FROM ifmatch_guard_guard_children_log ORDER BY happened_at"))
                .hasSize(2)
                .allMatch(statement -> statement.startsWith("MERGE") || statement.matches("UPDATE|DELETE"));
    }

    @Test
    void jdbi_deleteByHand() throws SQLException {
        LIMITS.assertDeletedThroughJdbi();
    }
}
