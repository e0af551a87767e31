package io.github.ifmatch;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a {@link BatchWriter} writes. Immutable.
 *
 * @param resolver what to write after a conflict of this edit
 * @param needsBase whether the resolver merges from the edit's row as it was read
 */
record BatchSettings<R>(
        int rowsPerChunk,
        Function<Edit<R>, Resolver<R>> resolver,
        boolean needsBase,
        Retry retry,
        Consumer<? super Outcome<R>> refused,
        Consumer<? super BatchReport> progress,
        BooleanSupplier cancellation,
        BatchWriter.Checkpoint<R> checkpoint) {

    static <R> BatchSettings<R> defaults() {
        return new BatchSettings<>(
                VersionedBatches.ROWS_PER_STATEMENT,
                edit -> Resolver.keepTheirs(),
                false,
                Retry.DEFAULT,
                outcome -> {},
                report -> {},
                () -> false,
                (transaction, chunk) -> {});
    }

    BatchSettings<R> withRowsPerChunk(int rows) {
        return new BatchSettings<>(rows, resolver, needsBase, retry, refused, progress, cancellation, checkpoint);
    }

    BatchSettings<R> withResolver(Function<Edit<R>, Resolver<R>> newResolver, boolean nowNeedsBase) {
        return new BatchSettings<>(
                rowsPerChunk, newResolver, nowNeedsBase, retry, refused, progress, cancellation, checkpoint);
    }

    BatchSettings<R> withRetry(Retry newRetry) {
        return new BatchSettings<>(
                rowsPerChunk, resolver, needsBase, newRetry, refused, progress, cancellation, checkpoint);
    }

    BatchSettings<R> withRefused(Consumer<? super Outcome<R>> sink) {
        return new BatchSettings<>(rowsPerChunk, resolver, needsBase, retry, sink, progress, cancellation, checkpoint);
    }

    BatchSettings<R> withProgress(Consumer<? super BatchReport> newProgress) {
        return new BatchSettings<>(
                rowsPerChunk, resolver, needsBase, retry, refused, newProgress, cancellation, checkpoint);
    }

    BatchSettings<R> withCancellation(BooleanSupplier isCancelled) {
        return new BatchSettings<>(
                rowsPerChunk, resolver, needsBase, retry, refused, progress, isCancelled, checkpoint);
    }

    BatchSettings<R> withCheckpoint(BatchWriter.Checkpoint<R> newCheckpoint) {
        return new BatchSettings<>(
                rowsPerChunk, resolver, needsBase, retry, refused, progress, cancellation, newCheckpoint);
    }
}
