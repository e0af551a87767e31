package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Event;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.Sample;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates of many rows by one statement, which only counts them: when it is sent, what it stores, and what its count is worth. */
@NeedsMariaDb
class MariaDbSetUpdateTest {

    private TestDatabase database;
    private FaultyDataSource faulty;
    private VersionedRepository<Account, Long> accounts;

    private void open(MariaDbTestDatabase.Driver driver, String options) {
        database = new MariaDbTestDatabase(
                new MariaDbDialect(),
                driver,
                MariaDbTestDatabase.Sessions.REPEATABLE_READ,
                options == null ? "" : options);
        Account.create(database);
        faulty = FaultyDataSource.of(database.dataSource());
        accounts = database.repository(faulty.dataSource(), Account.TABLE);
    }

    /** Rows at version 2, written by what is known by now. */
    private List<Account> stored(int count) {
        List<Account> rows = accounts.insertAll(IntStream.range(0, count)
                .mapToObj(i -> Account.of("owner " + i, i))
                .toList());
        List<Account> updated = accounts.updateAll(rows);
        faulty.drain();
        return updated;
    }

    /** What was sent, each as its first word. */
    private List<String> sent() {
        return faulty.drain().stream()
                .filter(event -> !event.equals("CLOSE") && !event.startsWith("AUTOCOMMIT"))
                .map(event ->
                        isSet(event) ? "SET" : event.endsWith("FOR UPDATE") ? "LOCK" : event.replaceFirst(" .*", ""))
                .toList();
    }

    private static boolean isSet(String event) {
        return event.startsWith("UPDATE (WITH ");
    }

    @Test
    void text() {
        open(MariaDbTestDatabase.Driver.MARIADB, "");
        List<Account> rows = stored(2);

        List<Account> unused = accounts.updateAll(rows);

        assertThat(faulty.drain())
                .contains(
                        "UPDATE (WITH _v (_b0, _b1, _b2, _b3) AS (VALUES (?, ?, ?, ?), (?, ?, ?, ?)) SELECT * FROM _v) AS _v"
                                + " STRAIGHT_JOIN accounts AS _t FORCE INDEX (`PRIMARY`) ON _t.id = _v._b2"
                                + " SET _t.owner = _v._b0, _t.balance = _v._b1, _t.version = _t.version + 1"
                                + " WHERE _t.version = _v._b3");
    }

    /** One query reads 1,000 rows. Losers take a second attempt, with the rows locked and compared. */
    @ParameterizedTest
    @EnumSource(MariaDbTestDatabase.Driver.class)
    void roundTrips(MariaDbTestDatabase.Driver driver) {
        open(driver, "");
        List<Account> rows = stored(1_000);

        List<Account> fresh = accounts.updateAll(rows);

        assertThat(sent()).containsExactly("SET", "SELECT", "COMMIT");
        Account theirs = accounts.update(fresh.get(3).withOwner("theirs"));
        accounts.delete(fresh.get(5));
        faulty.drain();

        List<Outcome<Account>> outcomes = accounts.tryUpdateAll(fresh);

        assertThat(sent()).containsExactly("SET", "ROLLBACK", "LOCK", "SELECT", "SET", "SELECT", "COMMIT");
        assertThat(outcomes).filteredOn(Outcome::isApplied).hasSize(998);
        assertThat(outcomes.get(3))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(theirs));
        assertThat(outcomes.get(5)).isInstanceOf(Missing.class);
    }

    /** Too few, too many or none told: nothing is concluded, and no such statement is sent any more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 9, 11, -1, -2})
    void wrongCount_isNotBelieved(int count) {
        open(MariaDbTestDatabase.Driver.MARIADB, "");
        List<Account> rows = stored(10);
        Account theirs = accounts.update(rows.get(4).withOwner("theirs"));
        faulty.drain();
        faulty.miscount(MariaDbSetUpdateTest::isSet, count);

        List<Outcome<Account>> outcomes = accounts.tryUpdateAll(
                rows.stream().map(row -> row.withOwner("mine")).toList());

        List<String> sent = sent();
        if (count != 9) { // which is right for those that were locked
            assertThat(sent)
                    .containsExactly("SET", "ROLLBACK", "LOCK", "SET", "ROLLBACK", "UPDATE", "SELECT", "COMMIT");
        }
        for (int i = 0; i < 10; i++) {
            if (i == 4) {
                assertThat(outcomes.get(i))
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                conflict -> assertThat(conflict.current()).isEqualTo(theirs));
            } else {
                assertThat(outcomes.get(i))
                        .isEqualTo(new Applied<>(
                                rows.get(i).withOwner("mine").scaled().withVersion(3)));
            }
        }
        assertThat(accounts.tryUpdateAll(rows)).noneMatch(Outcome::isApplied);
    }

    /** In a transaction that somebody else may lose, rows are locked and compared first. */
    @Test
    void callersTransaction_locksFirst() throws SQLException {
        open(MariaDbTestDatabase.Driver.MARIADB, "");
        List<Account> rows = stored(10);
        accounts.touch(rows.get(2));
        try (Connection mine = faulty.dataSource().getConnection()) {
            mine.setAutoCommit(false);
            faulty.drain();

            assertThat(accounts.on(mine).tryUpdateAll(rows))
                    .filteredOn(Outcome::isApplied)
                    .hasSize(9);

            assertThat(sent()).containsExactly("SAVEPOINT", "LOCK", "SET", "SELECT");
            mine.commit();
        }
        assertThat(accounts.tryUpdateAll(rows)).noneMatch(Outcome::isApplied);
    }

    /**
     * Somebody locks the last of our rows, and then wants the first: the server ends the one who has written less, which is us. Nobody
     * hears of it: the batch runs again with its rows locked first, and what the other has written is a conflict.
     */
    @ParameterizedTest
    @EnumSource(MariaDbTestDatabase.Driver.class)
    void deadlock_isOutlived(MariaDbTestDatabase.Driver driver) throws Exception {
        open(driver, "");
        List<Account> rows = stored(10);
        List<Account> weight = database.repository(Account.TABLE)
                .insertAll(IntStream.range(0, 200)
                        .mapToObj(i -> Account.of("weight " + i, i))
                        .toList());
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        VersionedRepository<Account, Long> heard =
                database.repository(settings -> settings.withListener(events::add), Account.TABLE);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            database.repository(Account.TABLE).on(other).updateAll(weight);
            Account last = database.repository(Account.TABLE).on(other).touch(rows.get(9));
            Future<List<Outcome<Account>>> ours = threads.submit(() -> heard.tryUpdateAll(rows));
            database.awaitWaiting(1);

            Account first = database.repository(Account.TABLE).on(other).touch(rows.get(0));
            other.commit();

            List<Outcome<Account>> outcomes = ours.get(20, TimeUnit.SECONDS);
            assertThat(outcomes.subList(1, 9)).allMatch(Outcome::isApplied);
            assertThat(((Conflict<Account>) outcomes.get(0)).current()).isEqualTo(first);
            assertThat(((Conflict<Account>) outcomes.get(9)).current()).isEqualTo(last);
            assertThat(events)
                    .filteredOn(event -> event instanceof Event.Retried)
                    .hasSize(1);
        } finally {
            threads.shutdown();
        }
    }

    /** A table of a few rows is not read whole: the lock of another row keeps nobody waiting. */
    @Test
    void otherRows_areNotLocked() throws SQLException {
        open(MariaDbTestDatabase.Driver.MARIADB, "");
        List<Account> rows = stored(3);
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            accounts.on(other).touch(rows.get(2));
            faulty.drain();

            assertThat(accounts.updateAll(rows.subList(0, 2))).hasSize(2);

            assertThat(sent()).containsExactly("SET", "SELECT", "COMMIT");
            other.rollback();
        }
    }

    private record Weighed(long id, double weight, long version) {}

    @SuppressWarnings("ArrayRecordComponent") // as a table may have them
    private record Pictured(long id, byte[] picture, long version) {}

    private record Labelled(long id, BigDecimal number, long version) {}

    /** A text column shows how many digits a number was given. */
    @Test
    void decimalsInText_areStoredAsSingleWrites() {
        open(MariaDbTestDatabase.Driver.MARIADB, "");
        database.drop("labelled");
        database.execute("CREATE TABLE labelled (id bigint PRIMARY KEY, number varchar(40), version bigint NOT NULL)");
        VersionedRepository<Labelled, Long> labelled = database.repository(
                faulty.dataSource(), Table.of(Labelled.class, Long.class).named("labelled"));
        List<Labelled> rows =
                labelled.insertAll(List.of(new Labelled(1, BigDecimal.ONE, 0), new Labelled(2, BigDecimal.ONE, 0)));
        faulty.drain();

        List<Labelled> mixed = labelled.updateAll(
                List.of(new Labelled(1, new BigDecimal("1.5"), 1), new Labelled(2, new BigDecimal("2.25"), 1)));

        assertThat(rows).hasSize(2);
        assertThat(sent()).contains("UPDATE").doesNotContain("SET");
        assertThat(database.query("SELECT number FROM labelled ORDER BY id")).containsExactly("1.5", "2.25");
        List<Labelled> alike = labelled.updateAll(mixed.stream()
                .map(row -> new Labelled(row.id(), new BigDecimal(row.id() + ".50"), row.version()))
                .toList());
        assertThat(alike).hasSize(2);
        assertThat(sent()).contains("SET");
        assertThat(database.query("SELECT number FROM labelled ORDER BY id")).containsExactly("1.50", "2.50");
    }

    @Test
    void floatingPoint_goesAsJdbcBatch() {
        open(MariaDbTestDatabase.Driver.MARIADB, "");
        database.drop("weighed");
        database.execute("CREATE TABLE weighed (id bigint PRIMARY KEY, weight varchar(20), version bigint NOT NULL)");
        VersionedRepository<Weighed, Long> weighed = database.repository(
                faulty.dataSource(), Table.of(Weighed.class, Long.class).named("weighed"));
        List<Weighed> rows = weighed.insertAll(List.of(new Weighed(1, 0.1, 0), new Weighed(2, 1e10, 0)));
        faulty.drain();

        assertThat(weighed.updateAll(rows)).hasSize(2);

        assertThat(sent()).contains("UPDATE").doesNotContain("SET");
    }

    /** Of a hexadecimal literal of more than 65,535 bytes, VALUES lose a part. */
    @ParameterizedTest
    @EnumSource(MariaDbTestDatabase.Driver.class)
    void bytes_goAsJdbcBatch(MariaDbTestDatabase.Driver driver) {
        open(driver, "");
        database.drop("pictured");
        database.execute("CREATE TABLE pictured (id bigint PRIMARY KEY, picture longblob, version bigint NOT NULL)");
        VersionedRepository<Pictured, Long> pictured = database.repository(
                faulty.dataSource(), Table.of(Pictured.class, Long.class).named("pictured"));
        List<Pictured> rows =
                pictured.insertAll(List.of(new Pictured(1, new byte[0], 0), new Pictured(2, new byte[0], 0)));
        faulty.drain();

        assertThat(pictured.updateAll(rows.stream()
                        .map(row -> new Pictured(row.id(), new byte[70_000], row.version()))
                        .toList()))
                .hasSize(2);

        assertThat(sent()).contains("UPDATE").doesNotContain("SET");
        assertThat(database.query("SELECT LENGTH(picture) FROM pictured")).containsExactly("70000", "70000");
    }

    private static Stream<Sample<?>> samples() {
        return Stream.of(
                Sample.of(Boolean.class, "boolean", true, false),
                Sample.of(Boolean.class, "bit(1)", true, false),
                Sample.of(Boolean.class, "varchar(5)", true, false),
                Sample.of(Byte.class, "tinyint", Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE),
                Sample.of(Integer.class, "varchar(20)", Integer.MIN_VALUE, 0, 7, Integer.MAX_VALUE),
                Sample.of(Integer.class, "decimal(20, 4)", Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
                Sample.of(Integer.class, "double", Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
                Sample.of(Long.class, "bigint", Long.MIN_VALUE, 0L, 9L, Long.MAX_VALUE),
                Sample.of(Long.class, "varchar(30)", Long.MIN_VALUE, 0L, 9L, Long.MAX_VALUE),
                Sample.of(
                        BigDecimal.class,
                        "numeric(38, 10)",
                        new BigDecimal("-9999999999999999999999999999.9999999999"),
                        new BigDecimal("0E-10"),
                        new BigDecimal("0.1000000000")),
                Sample.of(BigDecimal.class, "double", new BigDecimal("0.1"), new BigDecimal("123456789.3")),
                Sample.of(BigDecimal.class, "varchar(30)", new BigDecimal("0.10"), new BigDecimal("123456789.35")),
                Sample.of(BigDecimal.class, "int", new BigDecimal("0.5"), new BigDecimal("1.5"), new BigDecimal("2.5")),
                Sample.of(
                        String.class,
                        "varchar(200)",
                        "",
                        " ",
                        " leading and trailing ",
                        "it's \"quoted\" \\ and ? and ;",
                        "\u0130 \u00DF \uD83C\uDF89 \u0000",
                        "x".repeat(200)),
                Sample.of(String.class, "char(10) CHARACTER SET latin1", "", "a ", "\u00E9"),
                Sample.of(String.class, "longtext", "", "x".repeat(600), "y".repeat(16_383), "\u00DF".repeat(70_000)),
                Sample.of(String.class, "text", "", "x".repeat(511), "\u00DF".repeat(513), "z".repeat(21_846)),
                Sample.of(String.class, "double", "1e3", "0.1", "12345678901234567890"),
                Sample.of(String.class, "decimal(10, 2)", "1.005", "-2.5", "1e3"),
                Sample.of(String.class, "int", "1", "-20"),
                Sample.of(String.class, "json", "{}", "[1, 2]", "\"x\""),
                Sample.of(String.class, "uuid", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", new UUID(0, 0).toString()),
                Sample.of(String.class, "inet6", "::1", "2001:db8::ff00:42:8329"),
                Sample.of(String.class, "enum('a', 'bcd')", "a", "bcd"),
                Sample.of(String.class, "year", "2024", "1999"),
                Sample.of(LocalDate.class, "date", LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31)),
                Sample.of(LocalDate.class, "varchar(30)", LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31)),
                Sample.of(LocalDate.class, "datetime", LocalDate.of(2024, 2, 29), LocalDate.of(1999, 12, 31)),
                Sample.of(LocalTime.class, "time(6)", LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000)),
                Sample.of(LocalTime.class, "time", LocalTime.MIDNIGHT, LocalTime.of(22, 59, 59, 999_999_000)),
                Sample.of(
                        LocalDateTime.class,
                        "datetime(6)",
                        LocalDateTime.of(1, 1, 1, 0, 0),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
                Sample.of(LocalDateTime.class, "date", LocalDateTime.of(2024, 1, 1, 0, 0)),
                Sample.of(
                        OffsetDateTime.class,
                        "timestamp(6) NULL",
                        OffsetDateTime.of(2024, 3, 31, 2, 30, 0, 123_456_000, ZoneOffset.UTC)),
                Sample.of(Instant.class, "datetime(3)", Instant.parse("2024-10-27T00:30:00.123456Z"), Instant.EPOCH),
                Sample.of(UUID.class, "char(36)", new UUID(0, 0), new UUID(-1, -1)),
                Sample.of(UUID.class, "uuid", new UUID(0, 0), new UUID(-1, -1)),
                Sample.of(Character.class, "varchar(2)", 'a', ' ', '\''));
    }

    /** The bytes that stand in the column are those that updates of one row each leave there. */
    @ParameterizedTest
    @CsvSource({"MARIADB,", "MARIADB,&useServerPrepStmts=true", "MYSQL,", "MYSQL,&useServerPrepStmts=true"})
    void eachType_storedAsSingleWrites(MariaDbTestDatabase.Driver driver, String options) {
        open(driver, options);
        List<String> different = new ArrayList<>();
        samples().forEach(sample -> {
            List<String> single = written(sample, false);
            assertThat(sent()).doesNotContain("SET");
            List<String> set = written(sample, true);
            assertThat(sent().contains("SET"))
                    .as(sample.toString())
                    .isEqualTo(options == null); // the server cuts its values
            if (!set.equals(single)) {
                different.add(sample + ": " + single + " became " + set);
            }
        });

        assertThat(different).isEmpty();
    }

    private <T> List<String> written(Sample<T> sample, boolean isSet) {
        database.drop("samples");
        database.execute("CREATE TABLE samples (id bigint PRIMARY KEY, sample " + sample.sqlType()
                + ", version bigint NOT NULL)");
        VersionedRepository<Sample.Row, Long> rows = database.repository(faulty.dataSource(), sample.table());
        List<T> values = sample.valuesAndNulls();
        List<Sample.Row> stored = rows.insertAll(IntStream.rangeClosed(1, values.size())
                .mapToObj(id -> new Sample.Row(id, null, 0))
                .toList());
        List<Sample.Row> mine = stored.stream()
                .map(row -> new Sample.Row(row.id(), values.get((int) row.id() - 1), row.version()))
                .toList();
        faulty.drain();
        if (isSet) {
            assertThat(rows.updateAll(mine)).hasSize(mine.size());
        } else {
            mine.forEach(row -> assertThat(rows.update(row).version()).isEqualTo(2));
        }
        return database.query("SELECT COALESCE(HEX(CONCAT(sample)), 'NULL') FROM samples ORDER BY id");
    }
}
