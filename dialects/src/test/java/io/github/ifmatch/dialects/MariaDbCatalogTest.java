package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue of MariaDB says of keys, triggers and engines, and what the drivers say of their options. */
@NeedsMariaDb
class MariaDbCatalogTest {

    record Item(String id, String owner, long version) {}

    private static final Table<Item, String> ITEMS =
            Table.of(Item.class, String.class).named("item");

    private static final MariaDbTestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.REPEATABLE_READ);

    @BeforeEach
    void create() {
        DATABASE.execute("DROP VIEW IF EXISTS items");
        DATABASE.drop("item", "other");
    }

    private static CatalogTable find(String name) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            return new MariaDbDialect()
                    .catalogTable(connection, new CatalogName(null, null, name))
                    .orElseThrow();
        }
    }

    private static boolean isUnique(String keys) throws SQLException {
        DATABASE.execute(
                "CREATE TABLE item (id varchar(50) NOT NULL, owner varchar(50), version bigint NOT NULL, from_day date, to_day date"
                        + (keys.isEmpty() ? "" : ", " + keys) + ")");
        return find("item").isUnique(Set.of("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRIMARY KEY (id)",
                "UNIQUE (id)",
                "UNIQUE (id(3))",
                "PRIMARY KEY (id), UNIQUE (owner)",
                "UNIQUE KEY k (id) USING HASH"
            })
    void key_keepsTheIdUnique(String keys) throws SQLException {
        assertThat(isUnique(keys)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "KEY (id)",
                "PRIMARY KEY (id, owner)",
                "UNIQUE (owner)",
                "PERIOD FOR p (from_day, to_day), UNIQUE (id, p WITHOUT OVERLAPS)"
            })
    void key_doesNot(String keys) throws SQLException {
        assertThat(isUnique(keys)).isFalse();
    }

    @Test
    void name_ofThisDatabaseAlone() throws SQLException {
        String other = DATABASE.query("SELECT DATABASE()").get(0) + "_other";
        DATABASE.execute("CREATE DATABASE " + other, "CREATE TABLE " + other + ".item (id int PRIMARY KEY)");
        try {
            assertThat(isUnique("")).isFalse();
            try (Connection connection = DATABASE.dataSource().getConnection()) {
                assertThat(new MariaDbDialect()
                                .catalogTable(connection, new CatalogName(other, null, "item"))
                                .orElseThrow()
                                .isUnique(Set.of("id")))
                        .isTrue();
            }
        } finally {
            DATABASE.execute("DROP DATABASE " + other);
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE INSERT, false", "AFTER DELETE, false", "AFTER INSERT, true", "AFTER UPDATE, true"})
    void trigger_writesAfterwards(String event, boolean writes) throws SQLException {
        assertThat(isUnique("PRIMARY KEY (id)")).isTrue();
        DATABASE.execute("CREATE TRIGGER t " + event + " ON item FOR EACH ROW SET @noted = 1");

        assertThat(find("item").writesAfterwards()).isEqualTo(writes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PRIMARY KEY (id) | true",
                "PRIMARY KEY (id), KEY (owner) | true",
                "PRIMARY KEY (id), UNIQUE (owner, id) | true",
                "PRIMARY KEY (id), UNIQUE (owner) | false",
                "KEY (id) | false",
            })
    void canOnlyMeetItsId(String keys, boolean can) throws SQLException {
        boolean unused = isUnique(keys);
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            assertThat(new MariaDbDialect()
                            .canOnlyMeetItsId(connection, find("item").name(), Set.of("id")))
                    .isEqualTo(can);
        }
    }

    @Test
    void canOnlyMeetItsId_notWithATrigger() throws SQLException {
        boolean unused = isUnique("PRIMARY KEY (id)");
        DATABASE.execute("CREATE TRIGGER t BEFORE INSERT ON item FOR EACH ROW SET @noted = 1");
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            assertThat(new MariaDbDialect()
                            .canOnlyMeetItsId(connection, find("item").name(), Set.of("id")))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MyISAM", "Aria", "MEMORY"})
    void verify_engineWithoutTransactions(String engine) throws SQLException {
        assertThat(isUnique("PRIMARY KEY (id)")).isTrue();
        DATABASE.execute("ALTER TABLE item ENGINE = " + engine);
        Database database = DATABASE.database();

        assertThatThrownBy(() -> database.verify(ITEMS))
                .isInstanceOf(MappingException.class)
                .hasMessageEndingWith(" does not fit the database: its engine, " + engine
                        + ", has no transactions, so a write could be left half-done; use InnoDB");
        assertThat(codes(database)).contains("no-transactions");
    }

    private static List<String> codes(Database database) {
        return database.inspect(ITEMS).all().stream().map(Finding::code).toList();
    }

    /** As a replica is; whoever may change it is not held to it, but is told. */
    @Test
    void inspect_replica() throws SQLException {
        assertThat(isUnique("PRIMARY KEY (id)")).isTrue();
        DATABASE.execute("SET GLOBAL read_only = 1");
        try {
            assertThat(codes(DATABASE.database())).contains("standby");
        } finally {
            DATABASE.execute("SET GLOBAL read_only = 0");
        }
    }

    /** As docs/adopting.md has it: a version that is added writes no row, or the server would refuse it so. */
    @Test
    void version_isAddedAtOnce() {
        DATABASE.execute(
                "CREATE TABLE item (id bigint PRIMARY KEY)",
                "INSERT INTO item VALUES (1)",
                "ALTER TABLE item ADD COLUMN version bigint NOT NULL DEFAULT 1, ALGORITHM=INSTANT");

        assertThat(DATABASE.query("SELECT version FROM item")).containsExactly("1");
    }

    private record Named(String id, long version) {}

    @Test
    void inspect_idsOfSeveralSpellings() {
        DATABASE.drop("named");
        DATABASE.execute(
                "CREATE TABLE named (id varchar(20) COLLATE utf8mb4_general_ci PRIMARY KEY, version bigint NOT NULL)");
        Table<Named, String> named = Table.of(Named.class, String.class).named("named");

        assertThat(DATABASE.database().inspect(named).all())
                .extracting(finding -> finding.severity() + " " + finding.code() + ": " + finding.problem())
                .containsExactly(
                        "NOTE id-spellings: the id id may be spelt in several ways, as by the case of its letters:"
                                + " its collation, utf8mb4_general_ci");
        DATABASE.execute("ALTER TABLE named MODIFY id varchar(20) COLLATE utf8mb4_bin NOT NULL");
        assertThat(DATABASE.database().inspect(named).all()).isEmpty();
    }

    @Test
    void verify_innoDb() throws SQLException {
        assertThat(isUnique("PRIMARY KEY (id)")).isTrue();

        assertThatCode(() -> DATABASE.database().verify(ITEMS)).doesNotThrowAnyException();
    }

    @Test
    void verify_notStrict() throws SQLException {
        assertThat(isUnique("PRIMARY KEY (id)")).isTrue();
        try (HikariDataSource lax = DATABASE.pool(config -> {
            config.setConnectionInitSql("SET sql_mode = ''");
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
        })) {
            Database database = DATABASE.database(lax);

            assertThatThrownBy(() -> database.verify(ITEMS))
                    .isInstanceOf(MappingException.class)
                    .hasMessageEndingWith(
                            "its connections are not in strict mode, so a version that its column cannot hold would"
                                    + " be cut without an error; add STRICT_TRANS_TABLES to sql_mode");
            assertThat(codes(database)).contains("not-strict");
        }
    }

    @ParameterizedTest
    @EnumSource
    void useAffectedRows_isRefused(MariaDbTestDatabase.Driver driver) throws SQLException {
        MariaDbTestDatabase asked = new MariaDbTestDatabase(
                new MariaDbDialect(), driver, MariaDbTestDatabase.Sessions.REPEATABLE_READ, "&useAffectedRows=true");
        Properties apart = new Properties();
        apart.setProperty("useAffectedRows", "true");

        assertThatThrownBy(() -> asked.database().repository(ITEMS).find("1"))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "the connection has useAffectedRows=true: it counts the rows whose values a write changed, so"
                                + " that a row which stood so before would look like none. Nothing was sent; leave that option out.");
        try (Connection connection =
                DriverManager.getConnection(asked.url().replace("&useAffectedRows=true", ""), apart)) {
            assertThat(MariaDbDriver.countsChangedRows(connection)).isTrue();
        }
        try (Connection connection = DATABASE.connect()) {
            assertThat(MariaDbDriver.countsChangedRows(connection)).isFalse();
        }
    }
}
