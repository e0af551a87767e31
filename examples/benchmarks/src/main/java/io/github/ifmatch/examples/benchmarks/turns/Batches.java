package io.github.ifmatch.examples.benchmarks.turns;

import io.github.ifmatch.examples.benchmarks.Store;
import io.github.ifmatch.examples.benchmarks.batch.Catalogue;
import io.github.ifmatch.examples.benchmarks.batch.Way;
import java.sql.SQLException;

/**
 * One update of many rows in one transaction. All ways edit the same table, each where the one before it ended. For one
 * thread at a time.
 */
final class Batches implements Contestant {

    static final int ROWS = 1_000;

    private static final int TURNS_PER_VACUUM = 10;

    private final Store store;
    private final Catalogue catalogue;
    private final Way way;
    private int turns;

    Batches(Store store, Catalogue catalogue, Way way) {
        this.store = store;
        this.catalogue = catalogue;
        this.way = way;
    }

    @Override
    public void prepare() {
        turns++;
        if (turns % TURNS_PER_VACUUM == 0) {
            store.vacuum();
        }
    }

    @Override
    public long turn() throws SQLException {
        int written = way.update(catalogue.edit()).written();
        if (written != ROWS) {
            throw new IllegalStateException(written + " rows were written, not " + ROWS);
        }
        return written;
    }

    @Override
    public void close() {
        way.close();
    }
}
