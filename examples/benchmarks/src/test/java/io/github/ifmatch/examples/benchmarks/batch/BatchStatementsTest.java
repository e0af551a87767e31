package io.github.ifmatch.examples.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.benchmarks.Store;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements per batch: on H2 one for each row, and one more for each that is refused; on PostgreSQL one for all. */
class BatchStatementsTest {

    private static final int ROWS = 20;

    /** What a batch sends besides statements. */
    private static final List<String> TRANSACTION = List.of("AUTOCOMMIT false", "COMMIT", "AUTOCOMMIT true");

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100})
    void h2_oneForEachRow(int stalePercent) throws Exception {
        List<String> sent = sent("h2", stalePercent);

        assertThat(sent).containsSubsequence(TRANSACTION).hasSize(TRANSACTION.size() + ROWS + ROWS * stalePercent / 100);
        assertThat(sent).filteredOn(sql -> sql.startsWith("UPDATE")).hasSize(ROWS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void sqlite_oneBatchAndOneQuery(int stalePercent) throws Exception {
        List<String> sent = sent("sqlite", stalePercent);

        assertThat(sent).containsSubsequence(TRANSACTION);
        assertThat(sent).filteredOn(sql -> sql.startsWith("UPDATE")).hasSize(1);
        assertThat(sent).filteredOn(sql -> sql.startsWith("SELECT")).hasSize(1);
    }

    /** A query tells of all that were refused. */
    @ParameterizedTest
    @CsvSource({"0, 1", "10, 2"})
    void postgres_oneForAll(int stalePercent, int statements) throws Exception {
        assertThat(sent("postgresql", stalePercent))
                .containsSubsequence(TRANSACTION)
                .hasSize(TRANSACTION.size() + statements);
    }

    /** Of the second batch: before the first the catalogue is asked as well. */
    private static List<String> sent(String database, int stalePercent) throws Exception {
        try (Store store = Store.open(database)) {
            CountingDataSource counting = CountingDataSource.of(store.dataSource());
            Way way = new IfmatchBatch(counting.dataSource());
            Catalogue catalogue = Catalogue.of(store, 2 * ROWS, ROWS, stalePercent);
            assertThat(way.update(catalogue.edit()).rows()).hasSize(ROWS);
            counting.drain();

            assertThat(way.update(catalogue.edit()).written()).isEqualTo(catalogue.fresh());
            return counting.drain();
        }
    }
}
