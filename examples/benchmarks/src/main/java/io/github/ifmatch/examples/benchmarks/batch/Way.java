package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** A way to update many rows in one transaction, each if it still stands at its version. Thread-safe. */
public interface Way extends AutoCloseable {

    /**
     * What a way tells.
     *
     * @param written how many rows were written
     * @param rows the rows as they now stand, those that were not written included; none if the way does not tell
     */
    record Told(int written, Collection<Product> rows) {

        static Told count(int written) {
            return new Told(written, List.of());
        }
    }

    Told update(List<Product> rows) throws SQLException;

    @Override
    default void close() {}
}
