package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import java.util.List;

/**
 * A way to write many rows. Thread-safe.
 *
 * @param <R> the row
 */
public interface Batch<R extends Row<R>> {

    /** Writes rows, which are in the order of their ids, in one transaction, each if its version is still the same. */
    Written<R> updateAll(List<R> rows);

    /** How many rows were written, and all rows in the order given; those that were not written are not looked at. */
    record Written<R>(int count, List<R> rows) {}
}
