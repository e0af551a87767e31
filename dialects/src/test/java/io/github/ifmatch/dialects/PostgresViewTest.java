package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.type.VersionSource;
import io.github.ifmatch.verify.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found of a view: what its table shows, where the catalogue tells which one that is. */
class PostgresViewTest {

    private record Item(long id, String name, long version) {}

    private record Page(long id, Instant changed) {}

    private static final Table<Item, Long> ITEMS =
            Table.of(Item.class, Long.class).named("item_view");

    private static final Table<Item, Long> RENAMED =
            ITEMS.column("id", "number").column("name", "Title").column("version", "edition");

    private static final String VIEW_OF =
            "NOTE view-of: it is a view of item, whose columns, keys and triggers were looked"
                    + " at; each write of it is a transaction that reads its row back";

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    @BeforeEach
    void drop() {
        DATABASE.execute("DROP TABLE IF EXISTS item CASCADE", "DROP TABLE IF EXISTS other CASCADE");
    }

    private static void create(String... further) {
        DATABASE.execute("CREATE TABLE item (id bigint PRIMARY KEY, name text, version bigint NOT NULL)");
        DATABASE.execute(further);
    }

    private static List<String> found(Table<?, ?> table) {
        return DATABASE.database().inspect(table).all().stream()
                .map(finding -> finding.severity() + " " + finding.code() + ": " + finding.problem())
                .toList();
    }

    private static List<String> errors(Table<?, ?> table) {
        return DATABASE.database().inspect(table).atLeast(Severity.ERROR).stream()
                .map(finding -> finding.code())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM item",
                "SELECT version, name, id FROM item WHERE name <> 'a' WITH CHECK OPTION",
                "SELECT i.* FROM item i WHERE id < 1000",
                "SELECT id, name, version, version + 1 AS next FROM item",
                "SELECT id, name, version FROM item WHERE version = ANY(ARRAY[1, 2, 3])"
            })
    void fits(String query) {
        create("CREATE VIEW item_view AS " + query);

        assertThat(found(ITEMS)).containsExactly(VIEW_OF);
        VersionedRepository<Item, Long> items = DATABASE.repository(ITEMS);
        Item first = items.insert(new Item(7, "b", 0));
        Item second = items.update(new Item(7, "c", first.version()));
        assertThat(items.tryUpdate(first)).isEqualTo(new Conflict<>(ITEMS, 7L, 1, first, second));
    }

    @Test
    void fits_viewsOfViewsWithOtherNames() {
        create(
                "CREATE VIEW item_middle AS SELECT version AS v, id, name AS \"the name\" FROM item",
                "CREATE VIEW item_view AS SELECT \"the name\" AS \"Title\", id AS number, v AS edition FROM item_middle");

        assertThat(found(RENAMED)).containsExactly(VIEW_OF);
        DATABASE.execute("ALTER TABLE item DROP CONSTRAINT item_pkey", "ALTER TABLE item ALTER version DROP NOT NULL");
        assertThat(errors(RENAMED)).containsExactly("version-nullable", "id-not-unique");
    }

    /** Another column of the table is unique, and another one cannot be NULL. */
    @Test
    void otherColumns() {
        DATABASE.execute(
                "CREATE TABLE item (id bigint, name text, version bigint, other bigint PRIMARY KEY)",
                "CREATE VIEW item_view AS SELECT id, name, version FROM item");
        assertThat(errors(ITEMS)).containsExactly("version-nullable", "id-not-unique");

        DATABASE.execute(
                "DROP VIEW item_view", "CREATE VIEW item_view AS SELECT other AS id, name, id AS version FROM item");
        assertThat(errors(ITEMS)).containsExactly("version-nullable");
    }

    @Test
    void precision() {
        DATABASE.execute(
                "CREATE TABLE item (id bigint PRIMARY KEY, changed timestamptz(3))",
                "CREATE VIEW item_view AS SELECT * FROM item");
        Table<Page, Long> pages = Table.of(Page.class, Long.class)
                .named("item_view")
                .version("changed")
                .versions(VersionSource.TIME);

        assertThat(errors(pages)).containsExactly("version-time", "version-nullable");
        DATABASE.execute(
                "DROP VIEW item_view",
                "ALTER TABLE item ALTER changed TYPE timestamptz, ALTER changed SET NOT NULL",
                "CREATE VIEW item_view AS SELECT * FROM item");
        assertThat(errors(pages)).isEmpty();
    }

    @Test
    void triggersOfTheTable() {
        create(
                "CREATE VIEW item_view AS SELECT * FROM item",
                "CREATE OR REPLACE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
                "CREATE TRIGGER early BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION quiet()");
        String early =
                "WARNING trigger: the trigger early of item runs before a write; it must leave the version alone";
        assertThat(found(ITEMS)).containsExactlyInAnyOrder(early, VIEW_OF);

        DATABASE.execute("CREATE TRIGGER late AFTER UPDATE ON item FOR EACH ROW EXECUTE FUNCTION quiet()");
        assertThat(found(ITEMS))
                .containsExactlyInAnyOrder(
                        early,
                        "WARNING trigger: the trigger late of item runs after a write; it must leave the version alone",
                        "WARNING trigger-after: a trigger runs after a write and may change the row once more, so each"
                                + " write is a transaction that reads its row back",
                        VIEW_OF);
    }

    @Test
    void guardOfTheTable() throws SQLException {
        create("CREATE VIEW item_view AS SELECT * FROM item");
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            Guard.of(ITEMS.named("item")).install(connection);
        }

        assertThat(found(ITEMS))
                .contains(
                        "WARNING guard-unproven: it is a view of item, which has a guard: a DELETE through the view does"
                                + " not prove itself to that, and is refused, or noted where the guard only reports")
                .noneMatch(finding -> finding.contains("the trigger"));
        assertThat(errors(ITEMS)).doesNotContain("guard-misfit");
        assertThat(errors(ITEMS.versions(VersionSource.RANDOM))).contains("guard-misfit");
    }

    /** Nobody can write them, or a row of theirs is more than one row of a table; or it cannot be told. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT DISTINCT id, name, version FROM item",
                "SELECT id, name, count(*) AS version FROM item GROUP BY id",
                "SELECT i.id, o.name, i.version FROM item i CROSS JOIN other o",
                "SELECT * FROM item UNION ALL SELECT * FROM item",
                "SELECT id, name, version FROM item WHERE id IN (SELECT o.version FROM other o)",
                "SELECT o.id, o.name, o.version FROM other o WHERE o.id IN (SELECT id FROM item)"
            })
    void nothingIsSaid(String query) {
        create(
                "CREATE TABLE other (id bigint PRIMARY KEY, name text, version bigint NOT NULL)",
                "CREATE VIEW item_view AS " + query);

        assertThat(found(ITEMS)).noneMatch(finding -> finding.contains("view-of"));
        assertThat(errors(ITEMS)).contains("id-not-unique");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE RULE quiet AS ON UPDATE TO item_view DO ALSO NOTHING",
                "CREATE TRIGGER quiet INSTEAD OF UPDATE ON item_view FOR EACH ROW EXECUTE FUNCTION quiet()"
            })
    void nothingIsSaid_whereSomethingElseWrites(String statement) {
        create(
                "CREATE OR REPLACE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
                "CREATE VIEW item_view AS SELECT * FROM item",
                statement);

        assertThat(errors(ITEMS)).contains("id-not-unique");
    }

    /** What is no column of the table is not known to be NOT NULL, or unique. */
    @Test
    void expressions() {
        create("CREATE VIEW item_view AS SELECT id + 0 AS id, name, version + 0 AS version FROM item");

        assertThat(errors(ITEMS)).containsExactly("version-nullable", "id-not-unique");
    }
}
