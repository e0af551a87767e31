package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQLite's catalogue tells of a table. */
class SqliteCatalogTest {

    private static final SqliteTestDatabase DATABASE = new SqliteTestDatabase(new SqliteDialect());

    @BeforeEach
    void drop() {
        DATABASE.drop("item");
        DATABASE.execute("DROP VIEW IF EXISTS items");
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private static <T> T ask(Question<T> question) {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CatalogName named(String table) {
        return new CatalogName(null, null, table);
    }

    private static CatalogTable table() {
        return ask(connection -> SqliteCatalog.find(connection, named("ITEM"))).orElseThrow();
    }

    private static boolean canOnlyMeetItsId() {
        return ask(connection -> SqliteCatalog.canOnlyMeetItsId(connection, named("item"), Set.of("id")));
    }

    private static List<String> found(String table) {
        return ask(connection -> SqliteCatalog.findings(connection, named(table), Set.of("id"))).stream()
                .map(finding -> finding.severity() + " " + finding.code() + ": " + finding.problem())
                .toList();
    }

    @Test
    void find() {
        DATABASE.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name text UNIQUE, version bigint)");

        assertThat(table().name()).isEqualTo(new CatalogName(null, "main", "item"));
        assertThat(table().keys()).containsExactlyInAnyOrder(Set.of("id"), Set.of("name"));
        assertThat(table().takesArbiter()).isTrue();
        assertThat(table().writesAfterwards()).isFalse();
        Optional<CatalogTable> nowhere = ask(connection -> SqliteCatalog.find(connection, named("nowhere")));
        assertThat(nowhere).isEmpty();
    }

    @Test
    void find_temporaryOneFirst() throws SQLException {
        DATABASE.execute("CREATE TABLE item (id INTEGER PRIMARY KEY)");
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("CREATE TEMP TABLE item (other INTEGER PRIMARY KEY)");

            assertThat(SqliteCatalog.find(connection, named("item"))
                            .orElseThrow()
                            .keys())
                    .containsExactly(Set.of("other"));
            assertThat(SqliteCatalog.find(connection, new CatalogName(null, "main", "item"))
                            .orElseThrow()
                            .keys())
                    .containsExactly(Set.of("id"));
        }
    }

    /** The index proves less than the column asks for, or nothing at all of some rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX other ON item (name) WHERE version > 1",
                "CREATE UNIQUE INDEX other ON item (lower(name))",
                "CREATE UNIQUE INDEX other ON item (folded COLLATE BINARY)",
                "CREATE INDEX other ON item (name)"
            })
    void find_noProof(String index) {
        DATABASE.execute(
                "CREATE TABLE item (id INTEGER PRIMARY KEY, name text, folded text COLLATE NOCASE, version bigint)",
                index);

        assertThat(table().keys()).containsExactly(Set.of("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name COLLATE NOCASE", "folded", "name COLLATE RTRIM"})
    void find_proof(String indexed) {
        DATABASE.execute(
                "CREATE TABLE item (id INTEGER PRIMARY KEY, name text, folded text COLLATE NOCASE, version bigint)",
                "CREATE UNIQUE INDEX other ON item (" + indexed + ")");

        assertThat(table().keys())
                .containsExactlyInAnyOrder(Set.of("id"), Set.of(indexed.startsWith("name") ? "name" : "folded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AFTER UPDATE", "AFTER INSERT"})
    void find_writesAfterwards(String event) {
        DATABASE.execute(
                "CREATE TABLE item (id INTEGER PRIMARY KEY, name text)",
                "CREATE TRIGGER \"BEFORE it\" " + event + " ON item BEGIN UPDATE item SET name = upper(name); END");

        assertThat(table().writesAfterwards()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE UPDATE", "INSERT", "AFTER DELETE"})
    void find_writesNothingAfterwards(String event) {
        DATABASE.execute(
                "CREATE TABLE item (id INTEGER PRIMARY KEY, name text)",
                "CREATE TRIGGER [after] " + event + " ON item BEGIN SELECT 1; END");

        assertThat(table().writesAfterwards()).isFalse();
    }

    @Test
    void canOnlyMeetItsId_anotherKeyOrATrigger() {
        DATABASE.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name text)");
        assertThat(canOnlyMeetItsId()).isTrue();

        DATABASE.execute("CREATE UNIQUE INDEX other ON item (name) WHERE name > 'n'");
        assertThat(canOnlyMeetItsId()).isFalse();

        DATABASE.execute("DROP INDEX other", "CREATE TRIGGER any AFTER DELETE ON item BEGIN SELECT 1; END");
        assertThat(canOnlyMeetItsId()).isFalse();
    }

    @Test
    void findings() {
        DATABASE.execute(
                "CREATE TABLE item (id text COLLATE NOCASE PRIMARY KEY, name text UNIQUE ON CONFLICT REPLACE)",
                "CREATE TRIGGER early BEFORE UPDATE ON item BEGIN SELECT 1; END",
                "CREATE TRIGGER late AFTER UPDATE ON item BEGIN SELECT 1; END",
                "CREATE VIEW items AS SELECT * FROM item");

        assertThat(found("item"))
                .containsExactly(
                        "ERROR replaces-rows: a constraint is declared ON CONFLICT REPLACE, so that a write can delete other"
                                + " rows silently",
                        "WARNING trigger: the trigger early runs before a write; it must leave the version alone",
                        "WARNING trigger: the trigger late runs after a write; it must leave the version alone",
                        "NOTE id-spellings: the id id may be spelt in several ways, as by the case of its letters: it is"
                                + " declared COLLATE NOCASE");
        assertThat(found("items")).containsExactly("ERROR view: it is a view, which SQLite does not write");
        DATABASE.execute("CREATE TRIGGER writes INSTEAD OF UPDATE ON items BEGIN SELECT 1; END");
        assertThat(found("items"))
                .containsExactly(
                        "ERROR trigger-instead: a trigger of the view writes instead of the database, so its count"
                                + " proves nothing");
    }

    private record Text(String id, long version) {}

    @Test
    void findings_virtualTable() {
        DATABASE.execute("CREATE VIRTUAL TABLE item USING fts5(id, version)");

        assertThat(DATABASE.database()
                        .inspect(Table.of(Text.class, String.class).named("item"))
                        .all())
                .extracting(finding -> finding.severity() + " " + finding.code())
                .contains("ERROR virtual-table");
    }

    private record Price(long id, BigDecimal amount, long version) {}

    @Test
    void findings_valueThatChanges() {
        DATABASE.execute(
                "CREATE TABLE item (id integer PRIMARY KEY, amount numeric NOT NULL, version integer NOT NULL)");

        assertThat(DATABASE.database()
                        .inspect(Table.of(Price.class, Long.class).named("item"))
                        .all())
                .extracting(finding -> finding.severity() + " " + finding.code())
                .contains("WARNING value-changed");
    }
}
