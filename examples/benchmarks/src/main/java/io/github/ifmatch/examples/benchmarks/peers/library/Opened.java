package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import java.util.function.IntFunction;

/**
 * A library, opened for one table. Thread-safe.
 *
 * @param batch writes many rows: mostly the peer itself
 * @param numbered makes a row that is not stored yet
 */
public record Opened<R extends Row<R>>(Peer<R> peer, Batch<R> batch, IntFunction<R> numbered) {

    static <R extends Row<R>> Opened<R> of(Peer<R> peer, IntFunction<R> numbered) {
        return new Opened<>(peer, peer, numbered);
    }

    /** For a table into which nobody inserts. */
    static <R extends Row<R>> Opened<R> of(Peer<R> peer) {
        return of(peer, number -> {
            throw new UnsupportedOperationException("nobody inserts here: " + number);
        });
    }
}
