package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Fingerprint;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What H2 makes a version of, in a table that has none. */
class H2ComparedTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(new H2Dialect());

    private static final String VERSION =
            "BITAND(CAST(SUBSTRING(HASH('SHA-256', CASE WHEN owner IS NULL THEN '-' ELSE COALESCE('=' || RAWTOHEX(owner), '=') END"
                    + " || ',' || CASE WHEN balance IS NULL THEN '-' ELSE COALESCE('=' || RAWTOHEX(balance), '=') END)"
                    + " FROM 1 FOR 8) AS BIGINT), 9223372036854775807)";

    private record Thing(long id, String thing, long version) {

        static final Table<Thing, Long> TABLE =
                Table.of(Thing.class, Long.class).named("things").comparing();
    }

    private static void create(String type) {
        DATABASE.drop("things");
        DATABASE.execute(
                "CREATE TABLE things (id bigint PRIMARY KEY, thing " + type + ")",
                "INSERT INTO things VALUES (1, NULL)");
    }

    private static <R> long version(VersionedRepository<R, Long> things, String value) {
        DATABASE.execute("UPDATE things SET thing = " + value);
        return things.table().version(things.get(1L));
    }

    private static <R> long versionElsewhere(VersionedRepository<R, Long> things) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'Asia/Kathmandu'");
            long version = things.table().version(things.on(connection).get(1L));
            statement.execute("SET TIME ZONE LOCAL");
            return version;
        }
    }

    /** Each type, and two values that are close together. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "boolean | true | false",
                "smallint | 1 | -1",
                "bigint | 9223372036854775807 | 9223372036854775806",
                "numeric(10, 5) | 1.00001 | 1.00002",
                "decfloat | 1.0 | 1.1",
                "real | 0.1 | 0.10000001",
                "double precision | 0.1 | 0.10000000000000002",
                "varchar | 'a' | 'A'",
                "varchar | '' | NULL",
                "varchar | '61' | 'a'",
                "varchar_ignorecase | 'a' | 'A'",
                "char(5) | 'a' | 'b'",
                "clob | 'a' | 'A'",
                "varbinary | X'ff' | X'fe'",
                "blob | X'ff' | X'ffff'",
                "date | DATE '2026-01-02' | DATE '2026-02-01'",
                "time(9) | TIME '12:00:00' | TIME '12:00:00.000000001'",
                "timestamp(9) | TIMESTAMP '2026-01-02 12:00:00' | TIMESTAMP '2026-01-02 12:00:00.000000001'",
                "timestamp with time zone | '2026-01-02 12:00:00Z' | '2026-01-02 12:00:00.000001Z'",
                "interval day to second | INTERVAL '1 00:00:00' DAY TO SECOND | INTERVAL '1 00:00:01' DAY TO SECOND",
                "uuid | '00000000-0000-0000-0000-000000000000' | '00000000-0000-0000-0000-000000000001'",
                "json | JSON '{}' | JSON '[]'",
                "enum('one', 'other') | 'one' | 'other'",
            })
    void types(String type, String one, String other) throws SQLException {
        create(type);
        VersionedRepository<Thing, Long> things = DATABASE.repository(Thing.TABLE);
        DATABASE.database().verify(Thing.TABLE);

        long first = version(things, one);
        assertThat(versionElsewhere(things)).isEqualTo(first);
        long second = version(things, other);
        assertThat(versionElsewhere(things)).isEqualTo(second);

        assertThat(second).isNotEqualTo(first);
        assertThat(version(things, one)).isEqualTo(first);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Texts(long id, String[] thing, long version) {}

    /** Others may count it, and would write over what Ifmatch has written and not counted. */
    @Test
    void columnOfTheVersionsName() {
        create("varchar");
        assertThat(DATABASE.database().inspect(Thing.TABLE).all())
                .extracting(Finding::code)
                .doesNotContain("compared-version");

        DATABASE.execute("ALTER TABLE things ADD COLUMN version bigint DEFAULT 1 NOT NULL");

        assertThat(DATABASE.database().inspect(Thing.TABLE).all())
                .extracting(Finding::code)
                .contains("compared-version");
    }

    /** No bytes are not NULL, also where an empty text is. */
    @Test
    void emptyBytes_inOracleMode() throws SQLException {
        String url = "jdbc:h2:mem:compared-oracle;MODE=Oracle";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Fingerprint.Part part = new Fingerprint.Part("thing", "THING", byte[].class);
            statement.execute("CREATE TABLE things (id integer, thing varbinary)");
            statement.execute("INSERT INTO things VALUES (1, NULL), (2, X'')");
            try (ResultSet versions = statement.executeQuery(
                    "SELECT count(DISTINCT " + H2Fingerprint.INSTANCE.expression(List.of(part)) + ") FROM things")) {
                assertThat(versions.next()).isTrue();
                assertThat(versions.getInt(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void arrays() {
        create("varchar array");
        VersionedRepository<Texts, Long> things = DATABASE.repository(
                Table.of(Texts.class, Long.class).named("things").comparing());

        assertThatThrownBy(() -> things.find(7L))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("the column thing is an array, whose text is not exact");
    }

    private record Listed(long id, List<String> thing, long version) {}

    /** That the column is an array, its component does not tell. */
    @Test
    void array_ofATypeOfOnesOwn() {
        create("varchar array");
        ColumnType<List<?>> type = ColumnType.of(String[].class).as(List::of, list -> list.toArray(new String[0]));
        Table<Listed, Long> table = Table.of(Listed.class, Long.class)
                .named("things")
                .type("thing", type)
                .comparing();

        assertThat(DATABASE.database().inspect(table).all())
                .contains(Finding.error(
                        "compared-type",
                        "the column THING is of ARRAY, whose text is not exact, so that not every change of it would be"
                                + " seen",
                        "name the columns that are compared, comparing(…), without it"));
    }

    @Test
    void statements() {
        DATABASE.drop("accounts");
        DATABASE.execute(
                "CREATE TABLE accounts (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, owner varchar(50), balance"
                        + " numeric(12, 2))");
        CountingDataSource counting = CountingDataSource.of(DATABASE.dataSource());
        VersionedRepository<Account, Long> rows = DATABASE.repository(counting.dataSource(), Account.TABLE.comparing());
        Account first = rows.insert(Account.of("Ann", 10).withId(7));
        counting.drain();

        Account second = rows.update(first.withOwner("Anne"));
        rows.delete(second);
        Account unused = rows.insert(first);

        String query = "SELECT id, owner, balance, " + VERSION + " FROM accounts WHERE id = ?";
        assertThat(counting.drain())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, balance = ? WHERE id = ? AND " + VERSION + " = ?",
                        query,
                        "COMMIT",
                        "AUTOCOMMIT true",
                        "AUTOCOMMIT false",
                        query + " FOR UPDATE",
                        "DELETE FROM accounts WHERE id = ? AND " + VERSION + " = ?",
                        "COMMIT",
                        "AUTOCOMMIT true",
                        "AUTOCOMMIT false",
                        "INSERT INTO accounts (id, owner, balance) VALUES (?, ?, ?)",
                        query,
                        "COMMIT",
                        "AUTOCOMMIT true");
    }
}
