package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How PostgreSQL goes about a batch: in a table that is much larger, it looks every row up by its id. */
class PostgresPlanTest {

    private static final int ROWS = VersionedBatches.ROWS_PER_STATEMENT;

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    @BeforeAll
    static void fillTable() throws SQLException {
        DATABASE.execute("DROP TABLE IF EXISTS planned");
        DATABASE.execute("CREATE TABLE planned (id bigint PRIMARY KEY, stock int NOT NULL, version bigint NOT NULL)");
        DATABASE.execute("INSERT INTO planned SELECT i, 0, 1 FROM generate_series(1, 100000) AS i");
        DATABASE.execute("VACUUM ANALYZE planned");
        DATABASE.execute("DROP TABLE IF EXISTS planned_by_name");
        DATABASE.execute(
                "CREATE TABLE planned_by_name (id text PRIMARY KEY, stock int NOT NULL, version bigint NOT NULL)");
        DATABASE.execute("INSERT INTO planned_by_name SELECT 'name ' || i, 0, 1 FROM generate_series(1, 100000) AS i");
        DATABASE.execute("VACUUM ANALYZE planned_by_name");
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
                .toArray();

        String plan = plan("planned_by_name", WriteKind.UPDATE, List.of("stock"), List.of(stocks(), names, versions()));

        assertThat(plan).contains("Index Scan using planned_by_name_pkey").doesNotContain("Seq Scan");
    }

    /** Nothing can be written before the count is known, so every row is locked by then, in the order of the index. */
    @Test
    void update_locksAllBeforeItWrites() throws SQLException {
        String plan = plan("planned", WriteKind.UPDATE, List.of("stock"), List.of(stocks(), ids(), versions()));

        assertThat(plan).containsSubsequence("CTE _cur", "LockRows", "CTE _w", "Update on planned", "One-Time Filter");
    }

    private static void assertReadsTheIndex(WriteKind kind, List<String> set, List<@Nullable Object[]> columns)
            throws SQLException {
        assertThat(plan("planned", kind, set, columns))
                .contains("Index Scan using planned_pkey")
                .doesNotContain("Seq Scan");
    }

    private static String plan(String table, WriteKind kind, List<String> set, List<@Nullable Object[]> columns)
            throws SQLException {
        BatchShape shape = new BatchShape(
                kind, table, set, List.of("id"), "version", false, List.of("id", "stock", "version"), types(columns));
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            return plan(
                    connection, new PostgresDialect().batch(connection, shape).orElseThrow(), columns);
        }
    }

    private static List<Class<?>> types(List<@Nullable Object[]> columns) {
        List<Class<?>> types = new ArrayList<>();
        columns.forEach(values -> types.add(values[0].getClass()));
        return types;
    }

    /** The plan for these values, as for the first few executions. */
    private static String plan(Connection connection, BatchStatement batch, List<@Nullable Object[]> columns)
            throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + batch.text())) {
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
        return LongStream.rangeClosed(1, ROWS).boxed().toArray();
    }

    private static @Nullable Object[] stocks() {
        return Collections.nCopies(ROWS, 7).toArray();
    }

    private static @Nullable Object[] versions() {
        return Collections.nCopies(ROWS, 1L).toArray();
    }
}
