package io.github.ifmatch.examples.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Database;
import io.github.ifmatch.examples.benchmarks.NeedsMariaDb;
import io.github.ifmatch.examples.benchmarks.Product;
import io.github.ifmatch.examples.benchmarks.Store;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

/** Every way writes every row of every batch, round after round: the same work is compared. */
class SameBatchTest {

    private static final int TABLE = 40;
    private static final int ROWS = 20;
    private static final int ROUNDS = 3;

    static List<String> onH2() throws NoSuchFieldException {
        return ways(BatchUpdate.H2.class);
    }

    static List<String> onPostgres() throws NoSuchFieldException {
        return ways(BatchUpdate.Postgres.class);
    }

    static List<String> onMariaDb() {
        return Ways.ON_MARIADB;
    }

    static List<String> onSqlite() {
        return Ways.ON_SQLITE;
    }

    private static List<String> ways(Class<?> benchmark) throws NoSuchFieldException {
        return Stream.of(benchmark.getField("way").getAnnotation(Param.class).value())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"executeBatch", "Ifmatch"})
    void h2_twoOfThem(String way) throws Exception {
        assertEveryRowWritten("h2", way);
    }

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("onH2")
    void h2(String way) throws Exception {
        assertEveryRowWritten("h2", way);
    }

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("onPostgres")
    void postgres(String way) throws Exception {
        assertEveryRowWritten("postgresql", way);
    }

    @ParameterizedTest
    @NeedsMariaDb
    @MethodSource("onMariaDb")
    void mariaDb(String way) throws Exception {
        assertEveryRowWritten("mariadb", way);
    }

    @ParameterizedTest
    @MethodSource("onSqlite")
    void sqlite(String way) throws Exception {
        assertEveryRowWritten("sqlite", way);
    }

    /** One row in ten is stale: those ways that tell rows tell how it stands, and write the others. */
    @ParameterizedTest
    @MethodSource("onSqlite")
    void sqlite_stale(String way) throws Exception {
        assertOthersWritten("sqlite", way);
    }

    @ParameterizedTest
    @NeedsMariaDb
    @MethodSource("onMariaDb")
    void mariaDb_stale(String way) throws Exception {
        assertOthersWritten("mariadb", way);
    }

    private static void assertOthersWritten(String database, String name) throws Exception {
        try (Store store = Store.open(database);
                Way way = Ways.open(name, store, ROWS)) {
            Catalogue catalogue = Catalogue.of(store, TABLE, ROWS, 10);

            Way.Told told = way.update(catalogue.edit());

            assertThat(told.written()).isEqualTo(ROWS - ROWS / 10);
            if (!name.equals("executeBatch")) {
                assertThat(told.rows()).hasSize(ROWS);
                assertThat(told.rows()).filteredOn(row -> row.version() == 1).hasSize(ROWS / 10);
            }
        }
    }

    private static void assertEveryRowWritten(String database, String name) throws Exception {
        try (Store store = Store.open(database);
                Way way = Ways.open(name, store, ROWS)) {
            Catalogue catalogue = Catalogue.of(store, TABLE, ROWS, 0);

            for (int batch = 0; batch < ROUNDS * TABLE / ROWS; batch++) {
                assertThat(way.update(catalogue.edit()).written()).isEqualTo(ROWS);
            }

            List<Product> stored = Database.of(store.dataSource())
                    .repository(Product.TABLE)
                    .findAll(LongStream.rangeClosed(1, TABLE).boxed().toList());
            assertThat(stored).hasSize(TABLE).allSatisfy(row -> {
                assertThat(row.version()).isEqualTo(1L + ROUNDS);
                assertThat(row.stock()).isEqualTo(-ROUNDS);
            });
        }
    }
}
