package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.Row;

/**
 * A table as one library sees it. Each method is one operation on a connection of its own. Thread-safe.
 *
 * @param <R> the row as the library wants it
 */
public interface Peer<R extends Row<R>> extends Batch<R>, AutoCloseable {

    /** The row of this id, which exists. */
    R find(long id);

    /** Loads a row, puts one more in stock and writes it, in one transaction. */
    R change(long id);

    /** Writes a row that was changed outside, if its version is still the same; else fails, see {@link #isRefusal}. */
    R update(R row);

    /** Puts one more in stock and, where the library can, writes that column alone, if the version is still the same. */
    default R patch(R row) {
        return update(row.edited());
    }

    /** Inserts a row that was not stored yet. */
    R insert(R row);

    /** Deletes a row if its version is still the same; gives it as it last stood, or as it was given. */
    R delete(R row);

    /** An update that is refused; gives the row as it now stands. */
    default R conflict(R stale) {
        try {
            R written = update(stale);
            throw new IllegalStateException("written: " + written.version());
        } catch (RuntimeException e) {
            if (isRefusal(e)) {
                return find(stale.id());
            }
            throw e;
        }
    }

    /**
     * Changes a row that others change, too: re-reads and tries again until it has its way; in a transaction for each attempt, where the
     * library's writes are in one anyway.
     */
    default R hit(long id) {
        while (true) {
            try {
                return change(id);
            } catch (RuntimeException e) {
                if (!isRefusal(e)) {
                    throw e;
                }
            }
        }
    }

    /** Whether the library says by this that the version was stale. */
    default boolean isRefusal(RuntimeException e) {
        return e instanceof StaleException;
    }

    @Override
    default void close() {}
}
