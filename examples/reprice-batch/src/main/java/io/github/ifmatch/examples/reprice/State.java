package io.github.ifmatch.examples.reprice;

import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.Table;
import java.util.Locale;

/**
 * How far the job has come: one row, written in the transaction of each chunk. Immutable.
 *
 * @param done lines of the price list that are decided
 */
record State(
        long id, long done, long written, long merged, long unchanged, long conflicted, long missing, long version) {

    static final Table<State, Long> TABLE = Table.of(State.class, Long.class).named("reprice_state");

    /** The id of the only row. */
    static final long ID = 1;

    static final State NONE = new State(ID, 0, 0, 0, 0, 0, 0, 0);

    /** After one more chunk. */
    State plus(BatchReport chunk) {
        return new State(
                id,
                done + chunk.rows(),
                written + chunk.written(),
                merged + chunk.resolved(),
                unchanged + chunk.unchanged(),
                conflicted + chunk.conflicted(),
                missing + chunk.missing(),
                version);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d lines: %,d written, %,d merged, %,d unchanged, %,d in conflict, %,d missing",
                done,
                written,
                merged,
                unchanged,
                conflicted,
                missing);
    }
}
