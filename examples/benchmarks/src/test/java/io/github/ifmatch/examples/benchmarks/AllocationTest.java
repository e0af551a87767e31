package io.github.ifmatch.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Allocation per operation beside hand-written JDBC, on H2 in memory, where all of it is in the calling thread. */
class AllocationTest {

    /** Bytes for each byte of hand-written JDBC. */
    private static final double BAR = 1.3;

    private static final int ROUNDS = 2;
    private static final int OPERATIONS = 1_000;
    private static final int ROWS = 100;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Store STORE = Store.open("h2");

    @AfterAll
    static void close() {
        STORE.close();
    }

    private interface Operation extends BiFunction<Products, Product, Product> {}

    static Stream<Arguments> operations() {
        Operation find = (products, row) -> products.find(row.id());
        Operation update = (products, row) -> products.update(row.withStock(row.stock() + 1));
        Operation patch =
                (products, row) -> products.patch(row, row.withPrice(row.price().add(BigDecimal.ONE)));
        Operation deleteAndInsert = (products, row) ->
                products.insert(Product.numbered(products.delete(row).stock()));
        Operation conflict = (products, row) -> {
            products.conflict(row.withVersion(-1));
            return row;
        };
        return Stream.of(
                Arguments.of("find", find),
                Arguments.of("update", update),
                Arguments.of("patch", patch),
                Arguments.of("delete and insert", deleteAndInsert),
                Arguments.of("conflict", conflict));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_allocatesLittleMore(String name, Operation operation) {
        long handWritten = Long.MAX_VALUE;
        long ifmatch = Long.MAX_VALUE;

        for (int round = 0; round < ROUNDS; round++) {
            handWritten = Math.min(handWritten, allocated(STORE.products("handwritten"), operation));
            ifmatch = Math.min(ifmatch, allocated(STORE.products("ifmatch"), operation));
        }

        System.out.printf(
                "%s: %,d bytes by hand, %,d with Ifmatch: %.2f%n",
                name, handWritten, ifmatch, (double) ifmatch / handWritten);
        assertThat((double) ifmatch / handWritten).isLessThanOrEqualTo(BAR);
    }

    /** Bytes per operation. */
    private static long allocated(Products products, Operation operation) {
        Product[] rows = STORE.fill(ROWS);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < OPERATIONS; i++) {
            rows[i % ROWS] = operation.apply(products, rows[i % ROWS]);
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / OPERATIONS;
    }
}
