package io.github.ifmatch.examples.benchmarks.peers.row;

/**
 * A row as some library wants it: each way keeps its own, so that nobody pays for a conversion. Immutable, or for one thread
 * at a time: its class says which.
 *
 * @param <R> the row itself
 */
public interface Row<R> {

    long id();

    long version();

    int stock();

    /**
     * The row with this stock; a row that can be changed changes itself. (Not {@code withStock}: Spring Data would take its bridge for
     * a wither, and generate code that no JVM verifies.)
     */
    R stocked(int stock);

    /** The row with this note; a row that can be changed changes itself. */
    default R noted(String note) {
        throw new UnsupportedOperationException("this table has no notes: " + note.length() + " characters");
    }

    /** The row with one more in stock. */
    default R edited() {
        return stocked(stock() + 1);
    }
}
