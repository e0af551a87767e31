package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue of PostgreSQL says of a table: which keys prove, and what runs after a write. */
class PostgresCatalogTest {

    private record Item(long id, String name, long version) {}

    private static final Table<Item, Long> ITEMS =
            Table.of(Item.class, Long.class).named("item");

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    @BeforeEach
    void drop() {
        DATABASE.execute("DROP TABLE IF EXISTS item CASCADE");
    }

    private static CatalogTable found(String name) {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            return found(connection, name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CatalogTable found(Connection connection, String name) throws SQLException {
        return new PostgresDialect()
                .catalogTable(connection, new CatalogName(null, null, name))
                .orElseThrow();
    }

    private static void create(String columns, String... further) {
        DATABASE.execute("CREATE TABLE item (id bigint NOT NULL, name text, version bigint NOT NULL" + columns + ")");
        DATABASE.execute(further);
    }

    private static List<Set<String>> keys() {
        return found("item").keys();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", PRIMARY KEY (id)",
                ", UNIQUE (id)",
                ", PRIMARY KEY (id) INCLUDE (name)",
                ", UNIQUE NULLS NOT DISTINCT (id)"
            })
    void keys_ofTheId(String key) {
        create(key);

        assertThat(keys()).containsExactly(Set.of("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX item_id ON item (id) WHERE name = 'a'",
                "CREATE UNIQUE INDEX item_id ON item ((id + version))",
                "CREATE UNIQUE INDEX item_id ON item (id, (lower(name)))",
                "CREATE INDEX item_id ON item (id)",
                "ALTER TABLE item ADD PRIMARY KEY (id) DEFERRABLE",
                "ALTER TABLE item ADD UNIQUE (id) DEFERRABLE INITIALLY DEFERRED",
                "ALTER TABLE item ADD EXCLUDE USING btree (id WITH =)",
                "ALTER TABLE item ADD UNIQUE (id), ADD CONSTRAINT later UNIQUE (id) DEFERRABLE",
                "ALTER TABLE item ADD PRIMARY KEY (id); CREATE TABLE heir () INHERITS (item)"
            })
    void keys_thatProveNothing(String statement) {
        create("", statement);

        assertThat(keys()).isEmpty();
    }

    private static boolean canOnlyMeetItsId() {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            CatalogName name = found(connection, "item").name();
            return new PostgresDialect().canOnlyMeetItsId(connection, name, Set.of("id"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "CREATE UNIQUE INDEX item_2 ON item (name, id)",
                "CREATE UNIQUE INDEX item_2 ON item (id) WHERE name = 'a'",
                "CREATE INDEX item_2 ON item (name)",
                "CREATE TABLE heir () INHERITS (item)",
                "CREATE TABLE leaf (item bigint REFERENCES item)"
            })
    void meetsItsId(String statement) {
        create(", PRIMARY KEY (id)", "DROP TABLE IF EXISTS leaf", statement);

        assertThat(canOnlyMeetItsId()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX item_2 ON item (name)",
                "CREATE UNIQUE INDEX item_2 ON item (name) INCLUDE (id)",
                "CREATE UNIQUE INDEX item_2 ON item (name) WHERE name = 'a'",
                "CREATE UNIQUE INDEX item_2 ON item ((id + version))",
                "ALTER TABLE item ADD UNIQUE (name) DEFERRABLE",
                "CREATE RULE item_2 AS ON INSERT TO item DO ALSO NOTHING",
                "CREATE TRIGGER item_2 BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION nothing()",
                "CREATE TRIGGER item_2 AFTER UPDATE ON item FOR EACH STATEMENT EXECUTE FUNCTION nothing()",
                "ALTER TABLE item ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; GRANT SELECT ON item TO passer;"
                        + " SET SESSION AUTHORIZATION passer"
            })
    void meetsMore(String statement) throws SQLException {
        DATABASE.execute(
                "CREATE OR REPLACE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
                "DO 'BEGIN CREATE ROLE passer; EXCEPTION WHEN duplicate_object THEN NULL; END'");
        create(", PRIMARY KEY (id)");
        try (Connection connection = DATABASE.connect();
                Statement sent = connection.createStatement()) {
            sent.execute(statement);

            assertThat(new PostgresDialect()
                            .canOnlyMeetItsId(
                                    connection, found(connection, "item").name(), Set.of("id")))
                    .isFalse();
        }
    }

    @Test
    void meetsMore_viewAndPartitions() throws SQLException {
        create(", PRIMARY KEY (id)", "CREATE VIEW paper AS SELECT * FROM item");
        DATABASE.execute(
                "DROP TABLE IF EXISTS parted", "CREATE TABLE parted (id bigint PRIMARY KEY) PARTITION BY RANGE (id)");
        try (Connection connection = DATABASE.connect()) {
            for (String name : List.of("paper", "parted")) {
                assertThat(new PostgresDialect()
                                .canOnlyMeetItsId(
                                        connection, found(connection, name).name(), Set.of("id")))
                        .isFalse();
            }
        }
    }

    @Test
    void keys_invalidIndex() {
        create("", "INSERT INTO item VALUES (1, 'a', 1), (1, 'b', 1)");
        assertThatThrownBy(() -> DATABASE.execute("CREATE UNIQUE INDEX CONCURRENTLY item_id ON item (id)"))
                .isInstanceOf(IllegalStateException.class);

        assertThat(keys()).isEmpty();
        assertThatThrownBy(() -> DATABASE.repository(ITEMS).tryUpdate(new Item(1, "c", 1)))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "item 1: update changed more than one row; an id must be unique. Nothing was written: it was"
                                + " rolled back.");
        assertThat(DATABASE.query("SELECT name FROM item ORDER BY name")).containsExactly("a", "b");
    }

    @Test
    void keys_partitionedTable() {
        DATABASE.execute(
                "CREATE TABLE item (id bigint PRIMARY KEY, name text, version bigint NOT NULL) PARTITION BY RANGE (id)",
                "CREATE TABLE item_low PARTITION OF item FOR VALUES FROM (0) TO (1000)");

        assertThat(keys()).containsExactly(Set.of("id"));
        assertThat(found("item").writesAfterwards()).isFalse();
        put("AFTER UPDATE ON item_low FOR EACH ROW");
        assertThat(found("item").writesAfterwards()).isTrue();
    }

    /** What is looked up row by row in a foreign partition would be fetched whole. */
    @Test
    void isPartitioned_notWithAForeignPartition() {
        DATABASE.execute(
                "CREATE TABLE item (id bigint, name text, version bigint NOT NULL) PARTITION BY RANGE (id)",
                "CREATE TABLE item_low PARTITION OF item FOR VALUES FROM (0) TO (1000)");
        assertThat(found("item").isPartitioned()).isTrue();
        assertThat(found("item_low").isPartitioned()).isFalse();

        DATABASE.execute(
                "DROP FOREIGN DATA WRAPPER IF EXISTS elsewhere CASCADE",
                "CREATE FOREIGN DATA WRAPPER elsewhere",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER elsewhere",
                "CREATE FOREIGN TABLE item_high PARTITION OF item FOR VALUES FROM (1000) TO (2000) SERVER elsewhere");

        assertThat(found("item").isPartitioned()).isFalse();
    }

    /** The search path leads to a temporary table first, and from the first schema to the last. */
    @Test
    void table_bySearchPath() throws SQLException {
        create(", PRIMARY KEY (id)");
        DATABASE.execute(
                "DROP SCHEMA IF EXISTS other CASCADE", "CREATE SCHEMA other", "CREATE TABLE other.item (id bigint)");
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL search_path = nowhere, other, public");
            assertThat(found(connection, "item").name().schema()).isEqualTo("other");
            assertThat(found(connection, "item").keys()).isEmpty();
            statement.execute("CREATE TEMPORARY TABLE item (id bigint PRIMARY KEY)");
            assertThat(found(connection, "item").name().schema()).startsWith("pg_temp");
            assertThat(found(connection, "item").keys()).containsExactly(Set.of("id"));
            connection.rollback();
        } finally {
            DATABASE.execute("DROP SCHEMA other CASCADE");
        }
    }

    /** A deferrable key is no arbiter: without it, an id that exists is an error, and a conflict all the same. */
    @Test
    void insert_deferrableKey() {
        create(", PRIMARY KEY (id) DEFERRABLE");
        VersionedRepository<Item, Long> items = DATABASE.repository(ITEMS);

        Item first = items.insert(new Item(1, "a", 0));

        assertThat(items.tryInsert(new Item(1, "b", 0))).isInstanceOf(Conflict.class);
        assertThat(items.tryInsertAll(List.of(new Item(1, "b", 0), new Item(2, "c", 0))))
                .hasAtLeastOneElementOfType(Conflict.class);
        assertThat(items.get(1L)).isEqualTo(first);
        assertThat(items.find(2L)).isPresent();
    }

    /** "INSERT with ON CONFLICT clause cannot be used with table that has INSERT or UPDATE rules". */
    @Test
    void insert_tableWithARule() {
        create(
                ", PRIMARY KEY (id)",
                "CREATE TABLE IF NOT EXISTS item_log (id bigint)",
                "CREATE RULE logged AS ON INSERT TO item DO ALSO INSERT INTO item_log VALUES (new.id)");
        VersionedRepository<Item, Long> items = DATABASE.repository(ITEMS);

        assertThat(found("item").takesArbiter()).isFalse();
        assertThat(items.insert(new Item(1, "a", 0)).version()).isEqualTo(1);
        assertThat(items.tryInsert(new Item(1, "b", 0))).isInstanceOf(Conflict.class);
    }

    private static void put(String trigger) {
        DATABASE.execute(
                "CREATE OR REPLACE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER quiet " + trigger + " EXECUTE FUNCTION quiet()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AFTER UPDATE ON item FOR EACH ROW",
                "AFTER INSERT ON item FOR EACH ROW",
                "AFTER INSERT OR DELETE ON item FOR EACH STATEMENT",
                "AFTER UPDATE OF name ON item FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name)"
            })
    void writesAfterwards(String trigger) {
        create(", PRIMARY KEY (id)");

        put(trigger);

        assertThat(found("item").writesAfterwards()).isTrue();
        DATABASE.execute("ALTER TABLE item DISABLE TRIGGER quiet");
        assertThat(found("item").writesAfterwards()).isFalse();
    }

    @Test
    void writesAfterwards_not() {
        create(
                ", PRIMARY KEY (id)",
                "DROP TABLE IF EXISTS part",
                "CREATE TABLE part (item bigint REFERENCES item ON DELETE CASCADE ON UPDATE CASCADE)");
        put("BEFORE UPDATE ON item FOR EACH STATEMENT");
        DATABASE.execute("CREATE TRIGGER gone AFTER DELETE ON item FOR EACH ROW EXECUTE FUNCTION quiet()");

        assertThat(found("item").writesAfterwards()).isFalse();
        assertThat(found("part").writesAfterwards()).isFalse();
    }

    /** What triggers the table below has, a view does not show. */
    @Test
    void update_viewOverATableWithATrigger() {
        create(
                ", PRIMARY KEY (id)",
                "CREATE VIEW item_view AS SELECT * FROM item",
                "CREATE OR REPLACE FUNCTION loud() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
                        + " UPDATE item SET name = upper(name) WHERE id = new.id AND name <> upper(name); RETURN NULL; END'",
                "CREATE TRIGGER loud AFTER INSERT OR UPDATE ON item FOR EACH ROW EXECUTE FUNCTION loud()");
        VersionedRepository<Item, Long> items =
                Database.of(DATABASE.dataSource()).repository(ITEMS.named("item_view"));

        Item item = items.insert(new Item(1, "a", 0));

        assertThat(item.name()).isEqualTo("A");
        assertThat(items.update(new Item(1, "b", 1))).isEqualTo(new Item(1, "B", 2));
    }

    private record Named(String id, String name, long version) {}

    /** With what the driver binds as varchar the database compares a citext as a text, which has its case. */
    @Test
    void findings_citext() {
        DATABASE.execute(
                "CREATE EXTENSION IF NOT EXISTS citext",
                "CREATE TABLE item (id citext PRIMARY KEY, name text, version bigint NOT NULL)");
        Table<Named, String> named = Table.of(Named.class, String.class).named("item");
        Named germany = DATABASE.repository(named).insert(new Named("DE", "Germany", 0));

        assertThat(DATABASE.database().inspect(named).all())
                .extracting(Finding::code)
                .contains("id-compared-as-text", "id-spellings");
        assertThat(DATABASE.repository(named).find("de")).isEmpty();

        try (HikariDataSource pool = DATABASE.pool(config -> {
            config.addDataSourceProperty("stringtype", "unspecified");
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
        })) {
            assertThat(DATABASE.database(pool).inspect(named).all())
                    .extracting(Finding::code)
                    .contains("id-spellings")
                    .doesNotContain("id-compared-as-text");
            VersionedRepository<Named, String> rows = DATABASE.repository(pool, named);
            assertThat(rows.find("de")).contains(germany);
            assertThat(rows.tryInsert(new Named("de", "mine", 0))).isInstanceOf(Conflict.class);
        }
    }

    /** The owner of a table is not held to its policies, and is told nothing; others are. */
    @Test
    void findings_policies() {
        create(
                ", PRIMARY KEY (id)",
                "ALTER TABLE item ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY seen ON item FOR SELECT USING (true)");
        assertThat(DATABASE.database().inspect(ITEMS).all())
                .extracting(Finding::code)
                .doesNotContain("row-security");

        try (HikariDataSource pool = DATABASE.pool(config -> {
            DATABASE.asReader(config, "item");
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
        })) {
            assertThat(DATABASE.database(pool).inspect(ITEMS).all())
                    .extracting(finding -> finding.severity() + " " + finding.code())
                    .contains("NOTE row-security");
        }
    }
}
