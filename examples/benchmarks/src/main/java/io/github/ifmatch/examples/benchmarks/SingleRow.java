package io.github.ifmatch.examples.benchmarks;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One operation on one row, in its own transaction. The bodies return what they got: nothing is optimised away. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SingleRow {

    /** How many inserts or deletes are one measurement: they cannot go on for ever on the same table. */
    static final int BATCH = 2_000;

    /** The store, and one way of doing the work. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH fills it in
    public static class Shop {

        static final int ROWS = 1_000;

        @Param({"h2", "postgresql"})
        String database;

        @Param({"handwritten", "ifmatch", "ifmatch-jdbi", "jdbi"})
        String library;

        Store store;
        Products products;
        Product[] rows;
        int next;
        final Meter meter = new Meter();

        @Setup
        public void open() {
            store = Store.open(database);
            products = store.products(library);
            rows = store.fill(ROWS);
        }

        @Setup(Level.Iteration)
        public void startMeter() {
            meter.start();
        }

        @TearDown(Level.Iteration)
        public void stopMeter() {
            meter.stop();
        }

        /** A position among the rows, each in turn. */
        int turn() {
            next = next + 1 == ROWS ? 0 : next + 1;
            return next;
        }

        @TearDown
        public void close() {
            store.close();
        }
    }

    /** Rows that were changed by somebody else after we had read them. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init")
    public static class Stale {

        Product[] rows;

        @Setup
        public void overtake(Shop shop) {
            rows = shop.rows.clone();
            for (Product row : rows) {
                shop.products.update(row.withStock(row.stock() + 1));
            }
        }
    }

    /** Rows to be inserted, into an empty table. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init")
    public static class Fresh {

        Product[] rows;
        int next;

        @Setup(Level.Iteration)
        public void clear(Shop shop) {
            shop.store.clear();
            next = 0;
            rows = new Product[BATCH];
            for (int i = 0; i < BATCH; i++) {
                rows[i] = Product.numbered(i);
            }
            shop.meter.start();
        }
    }

    /** Rows to be deleted. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init")
    public static class Doomed {

        Product[] rows;
        int next;

        @Setup(Level.Iteration)
        public void fill(Shop shop) {
            rows = shop.store.fill(BATCH);
            next = 0;
            shop.meter.start();
        }
    }

    @Benchmark
    public Product find(Shop shop) {
        return shop.products.find(shop.rows[shop.turn()].id());
    }

    @Benchmark
    public Product loadAndUpdate(Shop shop) {
        Product row = shop.products.find(shop.rows[shop.turn()].id());
        return shop.products.update(row.withStock(row.stock() + 1));
    }

    @Benchmark
    public Product update(Shop shop) {
        int turn = shop.turn();
        Product row = shop.rows[turn];
        Product updated = shop.products.update(row.withStock(row.stock() + 1));
        shop.rows[turn] = updated;
        return updated;
    }

    @Benchmark
    public Product patch(Shop shop) {
        int turn = shop.turn();
        Product row = shop.rows[turn];
        Product patched = shop.products.patch(row, row.withPrice(row.price().add(BigDecimal.ONE)));
        shop.rows[turn] = patched;
        return patched;
    }

    @Benchmark
    public Product conflict(Shop shop, Stale stale) {
        return shop.products.conflict(stale.rows[shop.turn()]);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 30, batchSize = BATCH)
    @Measurement(iterations = 30, batchSize = BATCH)
    public Product insert(Shop shop, Fresh fresh) {
        return shop.products.insert(fresh.rows[fresh.next++]);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 30, batchSize = BATCH)
    @Measurement(iterations = 30, batchSize = BATCH)
    public Product delete(Shop shop, Doomed doomed) {
        return shop.products.delete(doomed.rows[doomed.next++]);
    }
}
