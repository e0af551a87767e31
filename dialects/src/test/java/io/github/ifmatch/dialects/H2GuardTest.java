package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.dialects.GuardLimits.Item;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guard of H2 does not stop, and what it stops though it need not. */
class H2GuardTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(new H2Dialect());
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

    /** H2 has no trigger for TRUNCATE; it refuses one of a table that others refer to. */
    @Test
    void truncate() throws SQLException {
        LIMITS.send("TRUNCATE TABLE guard_children");

        LIMITS.assertNames(GuardLimits.CHILDREN);
        assertThatThrownBy(() -> LIMITS.send("TRUNCATE TABLE guard_parents")).isInstanceOf(SQLException.class);
    }

    /** A column is added, others are moved: H2 makes the trigger anew. */
    @Test
    void alteredTable() throws SQLException {
        LIMITS.send("ALTER TABLE guard_children ADD COLUMN first INTEGER BEFORE id");
        LIMITS.send("UPDATE guard_children SET first = 1");

        LIMITS.assertRefused("UPDATE guard_children SET name = 'Eve'");
        LIMITS.assertRefused("DELETE FROM guard_children");
        assertThat(LIMITS.check(GuardLimits.CHILDREN)).isEmpty();
        Item bob = LIMITS.rows(GuardLimits.CHILDREN).get(1L);
        LIMITS.rows(GuardLimits.CHILDREN)
                .delete(LIMITS.rows(GuardLimits.CHILDREN).touch(bob));
    }

    @Test
    void inspect_renamedVersion() throws SQLException {
        LIMITS.send("ALTER TABLE guard_children ALTER COLUMN version RENAME TO revision");

        assertThat(LIMITS.found(new H2Dialect(), GuardLimits.CHILDREN.column("version", "revision")))
                .containsExactly(
                        "WARNING guard-misfit: its guard does not fit this declaration: the constant is another"
                                + " one, or disabled");
    }

    @Test
    void inspect_standardSql() {
        assertThat(LIMITS.found(Dialect.STANDARD, GuardLimits.CHILDREN))
                .containsExactly(
                        "WARNING guard-unproven: it has the triggers of a guard, to which a DELETE in the dialect"
                                + " standard SQL does not prove itself, so that deletes may be refused");
    }

    /** What a DELETE leaves that met its row, and failed before its trigger. */
    @Test
    void proof_isOfTheStatement() {
        String trigger = GuardShape.name("GUARD_CHILDREN", "", 256);
        String proof = "SET(@IFMATCH_DELETES, '" + trigger + " ' || CURRENT_TIMESTAMP(9)) IS NOT NULL";

        LIMITS.assertRefused("SELECT " + proof, "DELETE FROM guard_children");
        LIMITS.assertRefused(
                "DELETE FROM guard_children WHERE id = 7 OR " + proof + " AND id = 7", "DELETE FROM guard_children");
    }

    @Test
    void jdbi_deleteByHand() throws SQLException {
        LIMITS.assertDeletedThroughJdbi();
    }

    @Test
    void reopened(@TempDir Path folder) throws SQLException {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:" + folder.resolve("guarded"));
        try (Connection connection = file.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE guard_children (id bigint PRIMARY KEY, parent bigint NOT NULL,"
                    + " name varchar(50) NOT NULL, version bigint NOT NULL)");
            statement.execute("INSERT INTO guard_children VALUES (1, 1, 'Bob', 1)");
            Guard.of(GuardLimits.CHILDREN).install(connection);
        }

        try (Connection connection = file.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(Guard.of(GuardLimits.CHILDREN).check(connection)).isEmpty();
            assertThatThrownBy(() -> statement.execute("DELETE FROM guard_children"))
                    .hasMessageContaining("ifmatch guard: ");
        }
        VersionedRepository<Item, Long> rows = DATABASE.repository(file, GuardLimits.CHILDREN);
        assertThat(rows.delete(1L, 1).name()).isEqualTo("Bob");
    }
}
