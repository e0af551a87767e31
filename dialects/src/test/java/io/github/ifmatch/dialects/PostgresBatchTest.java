package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.type.ColumnType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch means on PostgreSQL what its single writes mean, whatever the columns are, and become. */
class PostgresBatchTest {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    private static final List<String> TYPES = List.of(
            "smallint",
            "integer",
            "bigint",
            "numeric(6, 2)",
            "real",
            "double precision",
            "boolean",
            "text",
            "varchar(4)",
            "char(6)",
            "citext",
            "jsonb",
            "uuid",
            "bytea",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "timestamptz(3)",
            "mood",
            "email",
            "integer[]",
            "text[]",
            "numeric(6, 2)[]",
            "mood[]",
            "jsonb[]");

    private enum Mood {
        GOOD,
        BAD
    }

    private record Text(String value) {}

    /** A text that is bound as a literal without a type, as JSON often is. */
    private static final class Literal implements ColumnType<Text> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Text value) throws SQLException {
            statement.setObject(index, value == null ? null : value.value(), Types.OTHER);
        }

        @Override
        public @Nullable Text read(ResultSet row, int index) throws SQLException {
            String text = row.getString(index);
            return text == null ? null : new Text(text);
        }
    }

    private record Row(long id, @Nullable Object val, long version) {}

    private static <T> Table<Row, Long> table(Class<T> javaType) {
        return table(ColumnType.of(javaType));
    }

    /** As the dialect binds the constants of an enum. */
    @SuppressWarnings("unchecked")
    private static Table<Row, Long> moods() {
        return table(new UntypedEnum((ColumnType<Object>) (ColumnType<?>) ColumnType.of(Mood.class)));
    }

    private static <T> Table<Row, Long> table(ColumnType<T> type) {
        return Table.of(Row.class, Long.class).named("alike").type("val", new Stored<>(type));
    }

    /** Binds as another type does, and reads text: what a column makes of a value is compared, not what Java does. */
    private record Stored<T>(ColumnType<T> type) implements ColumnType<Object> {

        @Override
        @SuppressWarnings("unchecked")
        public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
            type.bind(statement, index, (T) value);
        }

        @Override
        public @Nullable Object read(ResultSet row, int index) throws SQLException {
            return row.getString(index);
        }
    }

    private record Given(Table<Row, Long> table, @Nullable Object value) {}

    private static <T> Given given(Class<T> javaType, @Nullable T value) {
        return new Given(table(javaType), value);
    }

    static Stream<Given> values() {
        OffsetDateTime at = OffsetDateTime.parse("2024-07-01T12:30:15.123456789+09:00");
        return Stream.of(
                given(String.class, "{}"),
                given(String.class, "7"),
                given(String.class, "NULL"),
                given(String.class, ""),
                given(String.class, "a\u0001b"),
                given(String.class, "2024-07-01"),
                given(String.class, null),
                given(Boolean.class, true),
                given(Byte.class, (byte) 7),
                given(Short.class, (short) -7),
                given(Integer.class, 70_000),
                given(Integer.class, null),
                given(Long.class, 7L),
                given(Long.class, 9_007_199_254_740_993L),
                given(Float.class, 0.1f),
                given(Double.class, 0.1),
                given(Double.class, 1e300),
                given(Double.class, Double.NaN),
                given(BigDecimal.class, new BigDecimal("1.505")),
                given(BigDecimal.class, new BigDecimal("7")),
                given(BigDecimal.class, new BigDecimal("1E+20")),
                given(BigDecimal.class, null),
                given(UUID.class, new UUID(-1, 7)),
                given(byte[].class, new byte[] {1, -1, 0}),
                given(LocalDate.class, LocalDate.of(2024, 7, 1)),
                given(LocalTime.class, LocalTime.of(12, 30, 15, 123_456_789)),
                given(OffsetTime.class, OffsetTime.parse("12:30:15.5+09:00")),
                given(LocalDateTime.class, LocalDateTime.of(2024, 7, 1, 12, 30)),
                given(OffsetDateTime.class, at),
                given(Instant.class, at.toInstant()),
                given(Timestamp.class, Timestamp.from(at.toInstant())),
                given(Date.class, Date.valueOf("2024-07-01")),
                given(Time.class, Time.valueOf("12:30:15")),
                given(Mood.class, Mood.BAD),
                given(Mood.class, null),
                new Given(moods(), Mood.BAD),
                new Given(moods(), null),
                given(Integer[].class, new Integer[] {1, null}),
                given(String[].class, new String[] {"a", "{}", null}),
                given(BigDecimal[].class, new BigDecimal[] {new BigDecimal("1.505")}),
                given(long[].class, new long[] {1}),
                given(long[].class, null),
                new Given(table(new Literal()), new Text("{\"a\": 1}")),
                new Given(table(new Literal()), new Text("7")),
                new Given(table(new Literal()), new Text("GOOD")),
                new Given(table(new Literal()), null));
    }

    @BeforeAll
    static void createTypes() {
        DATABASE.execute(
                "CREATE EXTENSION IF NOT EXISTS citext",
                "CREATE TYPE mood AS ENUM ('GOOD', 'BAD')",
                "CREATE DOMAIN email AS varchar(20) CHECK (value LIKE '%@%' OR value = '7')");
        for (int i = 0; i < TYPES.size(); i++) {
            DATABASE.execute("CREATE TABLE alike_" + i + " (id bigint PRIMARY KEY, val " + TYPES.get(i)
                    + ", version bigint NOT NULL)");
        }
    }

    /** Remembers no statement: the driver would know the types of another column's parameters. */
    private static final HikariDataSource FORGETFUL = DATABASE.pool(config -> {
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(1);
        config.setConnectionInitSql("SET TimeZone = 'America/New_York'");
        config.addDataSourceProperty("prepareThreshold", "0");
        config.addDataSourceProperty("preparedStatementCacheQueries", "0");
    });

    /** Each value in each column: a batch stores what a single write stores, or both are refused. */
    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("values")
    void alike(Given given) {
        Database database = DATABASE.database(FORGETFUL);

        assertThat(TYPES).allSatisfy(type -> compare(database, type, given));
    }

    private static void compare(Database database, String type, Given given) {
        String name = "alike_" + TYPES.indexOf(type);
        DATABASE.execute("DELETE FROM " + name, "INSERT INTO " + name + " VALUES (1, NULL, 1), (2, NULL, 1)");
        VersionedRepository<Row, Long> rows = database.repository(given.table().named(name));

        boolean updates = stores(() -> rows.update(new Row(1, given.value(), 1)));
        boolean inserts = stores(() -> rows.insert(new Row(3, given.value(), 0)));

        assertThat(stores(() -> rows.updateAll(List.of(new Row(2, given.value(), 1)))))
                .isEqualTo(updates);
        assertThat(stores(() -> rows.insertAll(List.of(new Row(4, given.value(), 0)))))
                .isEqualTo(inserts);
        assertThat(DATABASE.query(
                        "SELECT DISTINCT COALESCE(val::text, 'is null') FROM " + name + " WHERE version > 1 OR id > 2"))
                .hasSizeLessThan(2);
    }

    private static boolean stores(Supplier<?> write) {
        try {
            return write.get() != null;
        } catch (VersionedException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "real | double precision | 0.1",
                "integer | bigint | 5000000000",
                "varchar(3) | text | longer",
                "numeric(4, 1) | numeric(8, 3) | 1.125",
                "timestamp(0) | timestamp(6) | 2024-07-01 12:30:15.123456",
                "integer | numeric | 1.5"
            })
    void columnIsWidened_valuesAreStoredExactly(String before, String after, String value) {
        DATABASE.execute(
                "DROP TABLE IF EXISTS alike",
                "CREATE TABLE alike (id bigint PRIMARY KEY, val " + before + ", version bigint NOT NULL)",
                "INSERT INTO alike VALUES (1, NULL, 1), (2, NULL, 1)");
        Given given = widened(after, value);
        VersionedRepository<Row, Long> rows = DATABASE.repository(given.table());
        List<Row> read = rows.findAll(List.of(1L, 2L));
        for (int i = 0; i < 8; i++) { // as often as makes the driver keep the statement
            read = rows.updateAll(read.stream()
                    .map(row -> new Row(row.id(), null, row.version()))
                    .toList());
        }

        DATABASE.execute("ALTER TABLE alike ALTER COLUMN val TYPE " + after);
        List<Row> wide = read.stream()
                .map(row -> new Row(row.id(), given.value(), row.version()))
                .toList();
        if (!stores(() -> rows.updateAll(wide))) { // the driver's own remembered statement
            rows.updateAll(wide);
        }

        assertThat(DATABASE.query("SELECT val FROM alike")).containsExactly(value, value);
    }

    private static Given widened(String type, String value) {
        return switch (type) {
            case "double precision" -> given(Double.class, Double.valueOf(value));
            case "bigint" -> given(Long.class, Long.valueOf(value));
            case "text" -> given(String.class, value);
            case "timestamp(6)" -> given(LocalDateTime.class, LocalDateTime.parse(value.replace(' ', 'T')));
            default -> given(BigDecimal.class, new BigDecimal(value));
        };
    }

    @Test
    void tableIsMadeAnew_valuesAreStoredExactly() {
        String[] types = {"real", "double precision"};
        VersionedRepository<Row, Long> rows = DATABASE.repository(table(Double.class));
        for (String type : types) {
            DATABASE.execute(
                    "DROP TABLE IF EXISTS alike",
                    "CREATE TABLE alike (id bigint PRIMARY KEY, val " + type + ", version bigint NOT NULL)");
            rows.insertAll(List.of(new Row(1, 0.1, 0), new Row(2, null, 0)));
        }

        assertThat(DATABASE.query("SELECT val FROM alike ORDER BY id")).containsExactly("0.1", null);
    }

    @Test
    void enumIsMadeAnew_constantsAreStored() {
        VersionedRepository<Row, Long> rows = DATABASE.repository(moods());
        for (String type : List.of("mood", "humour", "text")) {
            DATABASE.execute(
                    "DROP TABLE IF EXISTS alike",
                    "DROP TYPE IF EXISTS humour",
                    "CREATE TYPE humour AS ENUM ('BAD', 'GOOD')",
                    "CREATE TABLE alike (id bigint PRIMARY KEY, val " + type + ", version bigint NOT NULL)");

            rows.insertAll(List.of(new Row(1, Mood.BAD, 0), new Row(2, null, 0)));

            assertThat(DATABASE.query("SELECT val FROM alike ORDER BY id")).containsExactly("BAD", null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "integer", "mood", "timestamptz", "integer[]"})
    void nullsInArraysAreOff_nullIsStored(String type) {
        DATABASE.execute(
                "DROP TABLE IF EXISTS alike",
                "CREATE TABLE alike (id bigint PRIMARY KEY, val " + type + ", version bigint NOT NULL)");
        Given given = switch (type) {
            case "text" -> given(String.class, "a");
            case "integer" -> given(Integer.class, 7);
            case "mood" -> new Given(moods(), Mood.BAD);
            case "integer[]" -> given(Integer[].class, new Integer[] {7});
            default -> given(Timestamp.class, Timestamp.valueOf("2024-07-01 12:30:15"));
        };
        try (HikariDataSource pool = DATABASE.pool(config -> {
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
            config.setConnectionInitSql("SET array_nulls = off");
        })) {
            VersionedRepository<Row, Long> rows = DATABASE.repository(pool, given.table());

            rows.insertAll(List.of(new Row(1, given.value(), 0), new Row(2, null, 0)));
            rows.updateAll(List.of(new Row(1, null, 1), new Row(2, given.value(), 1)));
        }

        assertThat(DATABASE.query("SELECT val IS NULL FROM alike ORDER BY id")).containsExactly("t", "f");
    }

    @Test
    void enumInText_nullsInArraysAreOff() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS alike",
                "CREATE TABLE alike (id bigint PRIMARY KEY, val text, version bigint NOT NULL)");
        try (HikariDataSource pool = DATABASE.pool(config -> {
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
            config.setConnectionInitSql("SET array_nulls = off");
        })) {
            DATABASE.repository(pool, moods()).insertAll(List.of(new Row(1, Mood.BAD, 0), new Row(2, null, 0)));
        }

        assertThat(DATABASE.query("SELECT val IS NULL FROM alike ORDER BY id")).containsExactly("f", "t");
    }

    private static List<String> sent(CountingDataSource counting) {
        return counting.drain().stream()
                .filter(sent -> !sent.startsWith("AUTOCOMMIT"))
                .toList();
    }

    /** However many rows there are, a statement stays of some megabytes. */
    @Test
    void longTexts_severalStatements() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS alike",
                "CREATE TABLE alike (id bigint PRIMARY KEY, val text, version bigint NOT NULL)");
        CountingDataSource counting = CountingDataSource.of(DATABASE.dataSource());
        VersionedRepository<Row, Long> rows = DATABASE.repository(counting.dataSource(), table(String.class));
        String text = "x".repeat(100_000);
        List<Row> given = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> new Row(i, text + i, 0))
                .toList();
        counting.drain();

        List<Row> inserted = rows.insertAll(given);
        List<String> inserts = sent(counting);
        List<Row> updated = rows.updateAll(inserted);
        List<String> updates = sent(counting);

        assertThat(inserts).filteredOn(sql -> sql.startsWith("WITH")).hasSize(3);
        assertThat(updates).hasSize(3 + 1).endsWith("COMMIT");
        assertThat(updated)
                .isEqualTo(given.stream()
                        .map(row -> new Row(row.id(), row.val(), 2))
                        .toList());
    }

    /** What is refused is one row's fault: the others are sent as before. */
    @Test
    void oneRowIsRefused_onlyItsChunkRowByRow() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS alike",
                "CREATE TABLE alike (id bigint PRIMARY KEY, val integer CHECK (val >= 0), version bigint NOT NULL)");
        CountingDataSource counting = CountingDataSource.of(DATABASE.dataSource());
        VersionedRepository<Row, Long> rows = DATABASE.repository(counting.dataSource(), table(Integer.class));
        List<Row> given = IntStream.rangeClosed(1, 2_500)
                .mapToObj(i -> new Row(i, i == 1_500 ? -1 : 1, 0))
                .toList();
        counting.drain();

        assertThat(stores(() -> rows.insertAll(given))).isFalse();

        List<String> sent = sent(counting);
        assertThat(sent).filteredOn(sql -> sql.startsWith("WITH")).hasSize(2 + 1);
        assertThat(sent).filteredOn(sql -> sql.startsWith("INSERT")).hasSize(500);
        assertThat(DATABASE.query("SELECT count(*) FROM alike")).containsExactly("0");
    }

    /** A statement that the database cannot take is not sent again. */
    @Test
    void textIntoJson_refusedOnceThenAsSingleWrites() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS alike",
                "CREATE TABLE alike (id bigint PRIMARY KEY, val jsonb, version bigint NOT NULL)");
        try (HikariDataSource pool =
                DATABASE.pool(config -> config.addDataSourceProperty("stringtype", "unspecified"))) {
            CountingDataSource counting = CountingDataSource.of(pool);
            VersionedRepository<Row, Long> rows = DATABASE.repository(counting.dataSource(), table(String.class));
            List<Row> once = rows.insertAll(List.of(new Row(1, "{}", 0), new Row(2, "7", 0)));
            List<Row> twice = rows.updateAll(once);
            counting.drain();

            rows.updateAll(twice);

            assertThat(sent(counting)).noneMatch(sql -> sql.startsWith("WITH")).doesNotContain("ROLLBACK");
        }
        assertThat(DATABASE.query("SELECT version FROM alike")).containsExactly("3", "3");
    }

    /** A type of one's own that does more with a statement than to set a value has the real one. */
    private enum Meddling {
        UNWRAPS,
        ASKS_FOR_THE_CONNECTION,
        ASKS_FOR_PARAMETERS,
        SETS_TWICE
    }

    @ParameterizedTest
    @EnumSource
    void typeOfOnesOwn_hasTheRealStatement(Meddling meddling) {
        DATABASE.execute(
                "DROP TABLE IF EXISTS alike",
                "CREATE TABLE alike (id bigint PRIMARY KEY, val text, version bigint NOT NULL)");
        VersionedRepository<Row, Long> rows = DATABASE.repository(table(new ColumnType<String>() {
            @Override
            public void bind(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
                String seen = switch (meddling) {
                    case UNWRAPS -> statement.unwrap(PreparedStatement.class).toString();
                    case ASKS_FOR_THE_CONNECTION -> statement.getConnection().getCatalog();
                    case ASKS_FOR_PARAMETERS -> statement.getParameterMetaData().getParameterTypeName(index);
                    case SETS_TWICE -> {
                        statement.setString(index, "other");
                        yield "";
                    }
                };
                statement.setString(index, seen == null ? null : value);
            }

            @Override
            public @Nullable String read(ResultSet row, int index) throws SQLException {
                return row.getString(index);
            }
        }));

        rows.insertAll(List.of(new Row(1, "a", 0), new Row(2, "b", 0)));

        assertThat(DATABASE.query("SELECT val FROM alike ORDER BY id")).containsExactly("a", "b");
    }

    /** A batch that the database gave ids to tells of its transaction, too. */
    @Test
    void insertAll_withoutIds_transactionIsKnown() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS alike",
                "CREATE TABLE alike (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, val text, version bigint NOT NULL)");
        CountingDataSource counting = CountingDataSource.of(DATABASE.dataSource());
        Database database = DATABASE.database(counting.dataSource());
        VersionedRepository<Row, Long> rows = database.repository(table(String.class));
        rows.insertAll(List.of(new Row(0, "warm", 0)));
        counting.drain();

        rows.insertAll(List.of(new Row(0, "a", 0), new Row(0, "b", 0)));

        assertThat(sent(counting))
                .filteredOn(sql -> sql.contains("pg_current_xact_id()"))
                .hasSize(1);
    }
}
