package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.BatchShape;
import io.github.ifmatch.BatchStatement;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.WriteKind;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    }

    @Test
    void update_readsTheIndex() throws SQLException {
        assertReadsTheIndex(WriteKind.UPDATE, List.of("stock"), List.of(stocks(), ids(), versions()));
    }

    @Test
    void delete_readsTheIndex() throws SQLException {
        assertReadsTheIndex(WriteKind.DELETE, List.of(), List.of(ids(), versions()));
    }

    private static void assertReadsTheIndex(WriteKind kind, List<String> set, List<@Nullable Object[]> columns)
            throws SQLException {
        BatchShape shape = new BatchShape(
                kind, "planned", set, List.of("id"), "version", false, List.of("id", "stock", "version"));
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            BatchStatement batch =
                    new PostgresDialect().batch(connection, shape).orElseThrow();

            String plan = plan(connection, batch, columns);

            assertThat(plan).contains("Index Scan using planned_pkey").doesNotContain("Seq Scan");
        }
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
