package io.github.ifmatch.examples.reprice;

import io.github.ifmatch.batch.BatchChunk;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Transaction;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * The job: writes the prices of a list, a chunk at a time, from where the last run was killed.
 *
 * <p>A row that somebody else has changed meanwhile is merged, field by field; where somebody else has changed the price, too,
 * the product keeps it and the line is refused. How far the job has come, and what was refused, is written in the
 * transaction of each chunk: so a kill leaves either all of a chunk or nothing of it. For one thread at a time.
 */
final class Repricing {

    private final Store store;
    private final PriceList prices;
    private final int rowsPerChunk;
    private final LongConsumer progress;

    /** {@code progress} is told how many lines are done, after each chunk. */
    Repricing(Store store, PriceList prices, int rowsPerChunk, LongConsumer progress) {
        this.store = store;
        this.prices = prices;
        this.rowsPerChunk = rowsPerChunk;
        this.progress = progress;
    }

    BatchReport run() throws IOException {
        long done = store.state().done();
        progress.accept(done);
        try (PriceList.Lines lines = prices.open(done)) {
            return BatchWriter.of(store.database(), Product.TABLE)
                    .withRowsPerChunk(rowsPerChunk)
                    .withMerge(Product.TABLE.merge())
                    .withRetry(Retry.upTo(10))
                    .withCheckpoint(Repricing::checkpoint)
                    .withProgress(report -> progress.accept(done + report.rows()))
                    .patchAll(new PriceEdits(lines, store.products()));
        }
    }

    private static void checkpoint(Transaction transaction, BatchChunk<Product> chunk) {
        var state = transaction.rows(State.TABLE);
        state.update(state.get(State.ID).plus(chunk.counts()));
        transaction
                .rows(Refused.TABLE)
                .insertAll(chunk.refused().stream().map(Refused::of).toList());
    }
}
