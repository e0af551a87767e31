package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.jdbi.CheckedSql;
import io.github.ifmatch.jdbi.VersionCheck;
import io.github.ifmatch.jdbi.VersionedTables;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * A parent and a child whose key cascades, in a database whose guard is shown what it does not stop. For one thread at a time.
 *
 * @param database in its own dialect
 */
record GuardLimits(TestDatabase database) {

    /** A row of either table. */
    record Item(long id, long parent, String name, long version) {}

    static final Table<Item, Long> PARENTS = Table.of(Item.class, Long.class).named("guard_parents");
    static final Table<Item, Long> CHILDREN = Table.of(Item.class, Long.class).named("guard_children");

    /** Makes both tables anew, with a row each, of which the second refers to the first. */
    void create() {
        database.drop("guard_children", "guard_parents");
        String columns =
                " (id bigint PRIMARY KEY, parent bigint NOT NULL, name varchar(50) NOT NULL, version bigint NOT NULL";
        database.execute(
                "CREATE TABLE guard_parents" + columns + ")",
                "CREATE TABLE guard_children" + columns
                        + ", FOREIGN KEY (parent) REFERENCES guard_parents (id) ON DELETE CASCADE)",
                "INSERT INTO guard_parents VALUES (1, 0, 'Ann', 1)",
                "INSERT INTO guard_children VALUES (1, 1, 'Bob', 1)");
    }

    VersionedRepository<Item, Long> rows(Table<Item, Long> table) {
        return database.repository(table);
    }

    void install(Table<Item, Long> table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            Guard.of(table).install(connection);
        }
    }

    List<String> check(Table<Item, Long> table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return Guard.of(table).check(connection);
        }
    }

    /** What {@code inspect} finds of a guard, in a dialect. */
    List<String> found(Dialect dialect, Table<Item, Long> table) {
        return database.database().withDialect(dialect).inspect(table).all().stream()
                .filter(finding -> finding.code().startsWith("guard"))
                .map(finding -> finding.severity() + " " + finding.code() + ": " + finding.problem())
                .toList();
    }

    /** Sends statements on one connection, with which nobody goes on. */
    void send(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    void assertRefused(String... statements) {
        assertThatThrownBy(() -> send(statements)).hasMessageContaining(TableGuard.REFUSAL);
    }

    /** Of children, in a SQL object: with the proof, and without. */
    public interface ChildDao {

        @VersionCheck
        @SqlUpdate("<delete_child>")
        void delete(@Bind("id") long id, @Bind("version") long version);

        @VersionCheck
        @SqlUpdate("DELETE FROM guard_children WHERE id = :id AND version = :version")
        void forget(@Bind("id") long id, @Bind("version") long version);
    }

    /** A DELETE of one's own, version-checked by Jdbi, must bring the proof with it, and is checked with it like any other. */
    void assertDeletedThroughJdbi() throws SQLException {
        String delete;
        try (Connection connection = database.dataSource().getConnection()) {
            delete = Guard.of(CHILDREN).deleteStatement(connection, "id = :id AND version = :version");
        }
        Jdbi jdbi = Jdbi.create(database.dataSource()).installPlugin(new SqlObjectPlugin());
        jdbi.getConfig(VersionedTables.class).register(CHILDREN);
        jdbi.define("delete_child", delete);
        ChildDao dao = jdbi.onDemand(ChildDao.class);

        assertThatThrownBy(() -> dao.forget(1, 1)).hasStackTraceContaining(TableGuard.REFUSAL);
        assertThatThrownBy(() -> dao.delete(1, 7)).isInstanceOf(ConflictException.class);
        assertNames(CHILDREN, "Bob");
        dao.delete(1, 1);
        assertThatThrownBy(() -> dao.delete(1, 1)).isInstanceOf(MissingRowException.class);
        assertNames(CHILDREN);
        database.execute("INSERT INTO guard_children VALUES (2, 1, 'Cid', 3)");
        jdbi.useHandle(handle -> {
            assertThatThrownBy(() -> CheckedSql.of(CHILDREN, handle.createUpdate(delete))
                            .bind("id", 2L)
                            .bind("version", 2L)
                            .execute())
                    .isInstanceOf(ConflictException.class);
            assertThat(CheckedSql.of(CHILDREN, handle.createUpdate(delete))
                            .bind("id", 2L)
                            .bind("version", 3L)
                            .execute())
                    .isEqualTo(1);
        });
    }

    void assertNames(Table<Item, Long> table, String... names) {
        assertThat(database.query("SELECT name FROM " + table.name() + " ORDER BY id"))
                .containsExactly(names);
    }
}
