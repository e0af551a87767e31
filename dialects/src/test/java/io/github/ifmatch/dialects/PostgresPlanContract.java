package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.testkit.Contract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How PostgreSQL goes about a batch: in a table that is much larger, it looks every row up by its id. */
abstract class PostgresPlanContract extends Contract {

    private static final int ROWS = VersionedBatches.ROWS_PER_STATEMENT;

    /** How many pages were read to look up the rows that are locked. */
    private static final Pattern PAGES =
            Pattern.compile("(?s)Index Scan using planned_pkey on planned _t .*?Buffers: shared hit=(\\d+)");

    @BeforeEach
    void fillTables() {
        if (!database.query("SELECT 1 FROM pg_tables WHERE tablename = 'planned_by_name'")
                .isEmpty()) {
            return;
        }
        database.execute("CREATE TABLE planned (id bigint PRIMARY KEY, stock int NOT NULL, version bigint NOT NULL)");
        database.execute("INSERT INTO planned SELECT i, 0, 1 FROM generate_series(1, 100000) AS i");
        database.execute("VACUUM ANALYZE planned");
        database.execute(
                "CREATE TABLE planned_by_name (id text PRIMARY KEY, stock int NOT NULL, version bigint NOT NULL)");
        database.execute("INSERT INTO planned_by_name SELECT 'name ' || i, 0, 1 FROM generate_series(1, 100000) AS i");
        database.execute("VACUUM ANALYZE planned_by_name");
    }

    @Test
    void update_readsTheIndex() throws SQLException {
        assertReadsTheIndex(WriteKind.UPDATE, List.of("stock"), List.of(stocks(), ids(), versions()));
    }

    @Test
    void delete_readsTheIndex() throws SQLException {
        assertReadsTheIndex(WriteKind.DELETE, List.of(), List.of(ids(), versions()));
    }

    @Test
    void update_byText_readsTheIndex() throws SQLException {
        @Nullable
        Object[] names = LongStream.rangeClosed(1, ROWS)
                .mapToObj(number -> "name " + number)
                .toArray(String[]::new);

        String plan = plan("planned_by_name", WriteKind.UPDATE, List.of("stock"), List.of(stocks(), names, versions()));

        assertThat(plan).contains("Index Scan using planned_by_name_pkey").doesNotContain("Seq Scan");
    }

    /** Nothing can be written before the count is known, so every row is locked by then, in the order of the index. */
    @Test
    void update_locksAllBeforeItWrites() throws SQLException {
        String plan = plan("planned", WriteKind.UPDATE, List.of("stock"), List.of(stocks(), ids(), versions()));

        assertThat(plan).containsSubsequence("CTE _cur", "LockRows", "CTE _w", "Update on planned", "One-Time Filter");
    }

    /** Since 17 ANY is one pass through the index; before, a search for each id. The guide's table has the numbers. */
    @Test
    void lockedFirst_passesThroughTheIndexOnce() throws SQLException {
        List<@Nullable Object[]> columns = values();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            BatchStatement batch = new PostgresDialect()
                    .batch(connection, shape("planned", WriteKind.UPDATE, List.of("stock"), columns))
                    .orElseThrow();
            String plan = plan("EXPLAIN (ANALYZE, BUFFERS) ", connection, batch, columns);
            connection.rollback();

            Matcher scan = PAGES.matcher(plan);
            assertThat(scan.find()).as(plan).isTrue();
            if (version() < 170_000) {
                assertThat(Integer.parseInt(scan.group(1))).isGreaterThan(ROWS);
            } else {
                assertThat(Integer.parseInt(scan.group(1))).isLessThan(ROWS / 10);
            }
        }
    }

    /**
     * Locked in the order given, whatever the table's size is, and whatever joins the planner would rather make. Before 18, a session
     * that turns nested loops off, which there are no others for, may have a table of a few rows read first: turning off was a cost
     * so high that the difference is lost in it.
     */
    @ParameterizedTest
    @CsvSource({"1", "3", "10", "60", "150", "500", "3000", "20000"})
    void notLockedFirst_goesFromTheValuesToTheRows(int rows) throws SQLException {
        database.execute(
                "DROP TABLE IF EXISTS planned_small",
                "CREATE TABLE planned_small (id bigint PRIMARY KEY, stock int NOT NULL, version bigint NOT NULL)",
                "INSERT INTO planned_small SELECT i, 0, 1 FROM generate_series(1, " + rows + ") AS i",
                "ANALYZE planned_small");
        for (String joins : List.of("", "SET enable_nestloop = off", "SET enable_indexscan = off")) {
            String plan =
                    unlocked(joins, shape("planned_small", WriteKind.UPDATE, List.of("stock"), values()), values());

            assertThat(plan).doesNotContain("Hash Join", "Merge Join");
            if (rows >= (joins.contains("nestloop") && version() < 180_000 ? 60 : 2)) {
                assertThat(plan).containsSubsequence("Nested Loop", "Function Scan on _v", "on planned_small");
            }
        }
    }

    /** An id of two columns. */
    @Test
    void notLockedFirst_severalColumns_goesFromTheValuesToTheRows() throws SQLException {
        database.execute(
                "DROP TABLE IF EXISTS planned_pairs",
                "CREATE TABLE planned_pairs (a bigint, b int, version bigint NOT NULL, PRIMARY KEY (a, b))",
                "INSERT INTO planned_pairs SELECT i % 7, i, 1 FROM generate_series(1, 2000) AS i",
                "ANALYZE planned_pairs");
        List<@Nullable Object[]> keys = List.of(
                LongStream.rangeClosed(1, ROWS).map(i -> i % 7).boxed().toArray(Long[]::new),
                IntStream.rangeClosed(1, ROWS).boxed().toArray(Integer[]::new),
                versions());
        BatchShape shape = new BatchShape(
                WriteKind.DELETE,
                "planned_pairs",
                List.of(),
                List.of("a", "b"),
                List.of(),
                "version",
                false,
                false,
                List.of("a", "b", "version"),
                types(keys));

        assertThat(unlocked("", shape, keys))
                .containsSubsequence("Nested Loop", "Function Scan on _v", "Index Scan using planned_pairs_pkey");
    }

    private int version() {
        return Integer.parseInt(database.query("SHOW server_version_num").get(0));
    }

    private static List<@Nullable Object[]> values() {
        return List.of(stocks(), ids(), versions());
    }

    private String unlocked(String setting, BatchShape shape, List<@Nullable Object[]> columns) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                boolean unused = statement.execute(setting.replace("SET", "SET LOCAL"));
            }
            BatchStatement batch = new PostgresDialect()
                    .batch(connection, shape)
                    .flatMap(BatchStatement::unlocked)
                    .orElseThrow();
            String plan = plan(connection, batch, columns);
            connection.rollback();
            return plan;
        }
    }

    private void assertReadsTheIndex(WriteKind kind, List<String> set, List<@Nullable Object[]> columns)
            throws SQLException {
        assertThat(plan("planned", kind, set, columns))
                .contains("Index Scan using planned_pkey")
                .doesNotContain("Seq Scan");
    }

    private String plan(String table, WriteKind kind, List<String> set, List<@Nullable Object[]> columns)
            throws SQLException {
        BatchShape shape = shape(table, kind, set, columns);
        try (Connection connection = database.dataSource().getConnection()) {
            return plan(
                    connection, new PostgresDialect().batch(connection, shape).orElseThrow(), columns);
        }
    }

    private static BatchShape shape(String table, WriteKind kind, List<String> set, List<@Nullable Object[]> columns) {
        return new BatchShape(
                kind,
                table,
                set,
                List.of("id"),
                List.of(),
                "version",
                false,
                false,
                List.of("id", "stock", "version"),
                types(columns));
    }

    private static List<Class<?>> types(List<@Nullable Object[]> columns) {
        List<Class<?>> types = new ArrayList<>();
        columns.forEach(values -> types.add(values.getClass().getComponentType()));
        return types;
    }

    /** The plan for these values, as for the first few executions. */
    private static String plan(Connection connection, BatchStatement batch, List<@Nullable Object[]> columns)
            throws SQLException {
        return plan("EXPLAIN ", connection, batch, columns);
    }

    private static String plan(
            String explain, Connection connection, BatchStatement batch, List<@Nullable Object[]> columns)
            throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement(explain + batch.text())) {
            batch.values(columns).orElseThrow().bind(statement);
            try (ResultSet lines = statement.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    private static @Nullable Object[] ids() {
        return LongStream.rangeClosed(1, ROWS).boxed().toArray(Long[]::new);
    }

    private static @Nullable Object[] stocks() {
        return Collections.nCopies(ROWS, 7).toArray(Integer[]::new);
    }

    private static @Nullable Object[] versions() {
        return Collections.nCopies(ROWS, 1L).toArray(Long[]::new);
    }
}
