package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL makes a version of, in a table that has none. */
class PostgresComparedTest {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    private static final String VERSION =
            "(CAST(CAST('x' || left(encode(sha256(record_send(ROW(owner, balance))), 'hex'),"
                    + " 16) AS bit(64)) AS bigint) & 9223372036854775807)";

    private record Thing(long id, String thing, long version) {

        static final Table<Thing, Long> TABLE = Table.of(Thing.class, Long.class)
                .named("things")
                .type("thing", PostgresTextForm.TYPE)
                .comparing();
    }

    @CanIgnoreReturnValue
    private static VersionedRepository<Thing, Long> things(String type) {
        DATABASE.drop("things");
        DATABASE.execute("CREATE TABLE things (id bigint PRIMARY KEY, thing " + type + ")");
        return DATABASE.repository(Thing.TABLE);
    }

    private static long version(VersionedRepository<Thing, Long> things, String value) {
        DATABASE.execute("UPDATE things SET thing = " + value);
        return things.get(1L).version();
    }

    /** A session that shows everything in another way. */
    private static long versionElsewhere(VersionedRepository<Thing, Long> things) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL TimeZone = 'Asia/Kathmandu'");
            statement.execute("SET LOCAL DateStyle = 'ISO, DMY'");
            statement.execute("SET LOCAL IntervalStyle = 'sql_standard'");
            statement.execute("SET LOCAL extra_float_digits = -10");
            statement.execute("SET LOCAL bytea_output = 'escape'");
            statement.execute("SET LOCAL xmlbinary = 'hex'");
            statement.execute("SET LOCAL array_nulls = off");
            long version = things.on(connection).get(1L).version();
            connection.rollback();
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
                "numeric | 1.0 | 1.00",
                "numeric | 0.1 | 'NaN'",
                "real | 0.1 | 0.10000001",
                "double precision | 0.1 | 0.10000000000000002",
                "double precision | 0 | '-0'",
                "text | 'a' | 'A'",
                "text | '' | NULL",
                "char(5) | 'a' | 'b'",
                "varchar COLLATE caseless | 'a' | 'A'",
                "bytea | '\\x00' | '\\x0000'",
                "date | '2026-01-02' | '2026-02-01'",
                "time | '12:00' | '12:00:00.000001'",
                "timestamp | '2026-01-02 12:00' | '2026-01-02 12:00:00.000001'",
                "timestamptz | '2026-01-02 12:00Z' | '2026-01-02 12:00:00.000001Z'",
                "interval | '1 month' | '30 days'",
                "uuid | '00000000-0000-0000-0000-000000000000' | '00000000-0000-0000-0000-000000000001'",
                "json | '{}' | '{ }'",
                "jsonb | '[1, 2]' | '[2, 1]'",
                "xml | '<a/>' | '<a></a>'",
                "inet | '10.0.0.1' | '10.0.0.1/24'",
                "point | '(0,1)' | '(1,0)'",
                "money | '1.00' | '1.01'",
                "int4range | '[1,2)' | '[1,3)'",
                "bit varying | B'1' | B'10'",
                "tsvector | 'a b' | 'a c'",
                "text[] | ARRAY['a, b'] | ARRAY['a', 'b']",
                "text[] | ARRAY['NULL'] | ARRAY[NULL]",
                "integer[] | '{1}' | '{{1}}'",
                "kind | 'one' | 'other'",
                "pair | ROW(1, NULL) | ROW(NULL, 1)",
                "small | 1 | 2",
            })
    void types(String type, String one, String other) throws SQLException {
        DATABASE.execute(
                "CREATE COLLATION IF NOT EXISTS caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "DROP TYPE IF EXISTS kind CASCADE",
                "CREATE TYPE kind AS ENUM ('one', 'other')",
                "DROP TYPE IF EXISTS pair CASCADE",
                "CREATE TYPE pair AS (one integer, other integer)",
                "DROP DOMAIN IF EXISTS small CASCADE",
                "CREATE DOMAIN small AS integer CHECK (value < 10)");
        VersionedRepository<Thing, Long> things = things(type);
        DATABASE.database().verify(Thing.TABLE);
        DATABASE.execute("INSERT INTO things VALUES (1, NULL)");

        long first = version(things, one);
        assertThat(versionElsewhere(things)).isEqualTo(first);
        long second = version(things, other);
        assertThat(versionElsewhere(things)).isEqualTo(second);

        assertThat(second).isNotEqualTo(first);
        assertThat(version(things, one)).isEqualTo(first);
    }

    @Test
    void withoutBinaryForm() {
        VersionedRepository<Thing, Long> unused = things("aclitem");

        assertThat(DATABASE.database().inspect(Thing.TABLE).all())
                .contains(Finding.error(
                        "compared-type",
                        "the column thing is of aclitem, which has no binary form to be compared by",
                        "name the columns that are compared, comparing(…), without it"));
        things("aclitem[]");
        assertThat(DATABASE.database().inspect(Thing.TABLE).all())
                .extracting(Finding::code)
                .contains("compared-type");
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
        assertThat(rows.tryPatch(7L, first.version(), Map.of("owner", "Eve")).isApplied())
                .isFalse();
        rows.delete(second);
        Account unused = rows.insert(first);

        String answer = "id, owner, balance, " + VERSION;
        assertThat(counting.drain())
                .containsExactly(
                        "UPDATE accounts SET owner = ?, balance = ? WHERE id = ? AND " + VERSION + " = ? RETURNING "
                                + answer,
                        "UPDATE accounts SET owner = ? WHERE id = ? AND " + VERSION + " = ? RETURNING " + answer,
                        "SELECT " + answer + " FROM accounts WHERE id = ?",
                        "DELETE FROM accounts WHERE id = ? AND " + VERSION + " = ? RETURNING " + answer,
                        "INSERT INTO accounts (id, owner, balance) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING "
                                + answer);
    }

    /** A partitioned table, whose INSERT answers no xmin, answers this. */
    @Test
    void partitioned() {
        DATABASE.drop("accounts");
        DATABASE.execute(
                "CREATE TABLE accounts (id bigint PRIMARY KEY, owner varchar(50), balance numeric(12, 2)) PARTITION BY HASH (id)",
                "CREATE TABLE accounts_0 PARTITION OF accounts FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE accounts_1 PARTITION OF accounts FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
        VersionedRepository<Account, Long> rows = DATABASE.repository(Account.TABLE.comparing());
        Account first = rows.insert(Account.of("Ann", 10).withId(7));

        Account second = rows.update(first.withOwner("Anne"));

        assertThat(rows.tryUpdate(first).isApplied()).isFalse();
        assertThat(rows.updateAll(List.of(second.withOwner("Eve"))).get(0).owner())
                .isEqualTo("Eve");
    }

    /** The columns of a view are compared like a table's; so are those of a name that needs quotes. */
    @Test
    void view_quoted() {
        DATABASE.execute("DROP VIEW IF EXISTS \"Things\"");
        VersionedRepository<Thing, Long> unused = things("text");
        DATABASE.execute(
                "CREATE VIEW \"Things\" AS SELECT id, thing AS \"The Thing\" FROM things",
                "INSERT INTO things VALUES (1, 'a')");
        VersionedRepository<Thing, Long> things =
                DATABASE.repository(Thing.TABLE.named("\"Things\"").column("thing", "\"The Thing\""));
        Thing first = things.get(1L);

        Thing second = things.update(new Thing(1, "b", first.version()));

        assertThat(things.tryUpdate(first).isApplied()).isFalse();
        assertThat(things.delete(second)).isEqualTo(second);
    }

    /** Where the isolation refuses what came between, the loser's own transaction is run again, and then finds a conflict. */
    @Test
    void repeatableRead() {
        VersionedRepository<Thing, Long> things = things("text");
        Thing first = things.insert(new Thing(1, "a", 0));

        boolean isApplied = DATABASE.database()
                .withIsolation(Isolation.REPEATABLE_READ)
                .inTransaction(Retry.upTo(2), transaction -> {
                    VersionedRows<Thing, Long> inside = transaction.rows(Thing.TABLE);
                    if (inside.get(1L).equals(first)) {
                        things.update(new Thing(1, "b", first.version()));
                    }
                    return inside.tryUpdate(new Thing(1, "c", first.version())).isApplied();
                });

        assertThat(isApplied).isFalse();
        assertThat(things.get(1L).thing()).isEqualTo("b");
    }
}
