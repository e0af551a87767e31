package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Store;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An update of many rows, in one call and one transaction, in a table of 100,000. Where some are stale, only those ways take
 * part that write the others all the same.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 12, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(3)
public class BatchUpdate {

    /** A table, a way, and the next edits. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // opened before use
    public abstract static class Shop {

        static final int TABLE = 100_000;

        /** How many rows one call writes. */
        @Param({"1000"})
        public int rows;

        private Store store;
        private Way opened;
        private Catalogue catalogue;

        final void open(String database, String way, int stalePercent) {
            store = Store.open(database);
            opened = Ways.open(way, store, rows);
            catalogue = Catalogue.of(store, TABLE, rows, stalePercent);
        }

        /** Closes the pool. */
        @TearDown
        public void close() {
            opened.close();
            store.close();
        }

        /** Requires that what was to be written was written. */
        final Way.Told update() throws SQLException {
            Way.Told told = opened.update(catalogue.edit());
            if (told.written() != catalogue.fresh()) {
                throw new IllegalStateException(told.written() + " rows were written, not " + catalogue.fresh());
            }
            return told;
        }
    }

    /** H2 in memory, all fresh. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH fills it in
    public static class H2 extends Shop {

        /** How it is done. */
        @Param({
            "executeBatch",
            "executeBatch then keys",
            "executeBatch then IN",
            "executeBatch then ANY",
            "keys row by row",
            "Ifmatch",
            "Jdbi",
            "jOOQ",
            "Hibernate stateless",
            "Hibernate",
            "Spring Data JDBC"
        })
        public String way;

        /** Fills the table. */
        @Setup
        public void open() {
            open("h2", way, 0);
        }
    }

    /** PostgreSQL, all fresh. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH fills it in
    public static class Postgres extends Shop {

        /** How it is done. */
        @Param({
            "executeBatch",
            "executeBatch then IN",
            "unnest locked first",
            "unnest not locked first",
            "unnest looked up row by row",
            "MERGE in order",
            "Ifmatch",
            "Ifmatch locked first",
            "Jdbi",
            "jOOQ",
            "Hibernate stateless",
            "Hibernate",
            "Spring Data JDBC"
        })
        public String way;

        /** Fills the table. */
        @Setup
        public void open() {
            open("postgresql", way, 0);
        }
    }

    /** PostgreSQL, one row in a hundred stale. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH fills it in
    public static class PostgresStale extends Shop {

        /** How it is done. */
        @Param({"executeBatch", "executeBatch then IN", "unnest locked first", "Ifmatch"})
        public String way;

        /** Fills the table. */
        @Setup
        public void open() {
            open("postgresql", way, 1);
        }
    }

    /** H2, all fresh. */
    @Benchmark
    public Way.Told h2(H2 shop) throws SQLException {
        return shop.update();
    }

    /** PostgreSQL, all fresh. */
    @Benchmark
    public Way.Told postgres(Postgres shop) throws SQLException {
        return shop.update();
    }

    /** PostgreSQL, one in a hundred stale. */
    @Benchmark
    public Way.Told postgresStale(PostgresStale shop) throws SQLException {
        return shop.update();
    }
}
