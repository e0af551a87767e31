package io.github.ifmatch.batch;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Listener;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Merge;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.Transaction;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.engine.JdbcDatabase;
import io.github.ifmatch.engine.write.Verb;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes any number of rows of one table, a chunk at a time, and counts what became of each.
 *
 * <pre>{@code
 * BatchReport report = BatchWriter.of(database, PRODUCTS)
 *         .withMerge(PRODUCTS.merge())
 *         .withRefused(outcome -> log.warn("{}", outcome))
 *         .patchAll(edits);
 * }</pre>
 *
 * <p>Each chunk is one transaction: its rows, written as {@link VersionedBatches} does; once more those conflicts for which
 * the resolver found an answer; and the {@link Checkpoint}. What is counted, told to the sink, to the progress and to the
 * {@link Listener} is committed, and each row is told once, however often its chunk was tried. Only one chunk is in memory,
 * and one row beyond it: a chunk ends before a row whose id it already holds, so that the second write of a row meets the
 * first one's version, and conflicts if it does not hold it.
 *
 * <p>It commits, so it runs in no transaction that the thread is in: an {@link IllegalStateException} says so before anything is
 * read. To write in such a transaction, use {@link Database#inTransaction} and {@link VersionedBatches#tryUpdateAll}; to commit
 * chunk by chunk all the same, give it a database of its own, over the data source.
 *
 * <p>Where something fails, {@link BatchStoppedException} tells what was written until then, and hands out what was read and
 * not written.
 *
 * <p>Immutable: each {@code with…} gives another writer. Thread-safe, if what it was given is; each call runs in the
 * caller's thread.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public final class BatchWriter<R, ID> {

    private final JdbcDatabase database;
    private final Table<R, ID> table;
    private final Settings<R> settings;

    private BatchWriter(JdbcDatabase database, Table<R, ID> table, Settings<R> settings) {
        this.database = database;
        this.table = table;
        this.settings = settings;
    }

    /**
     * A writer of a table, with the defaults named at each {@code with…}.
     *
     * @throws MappingException if the table's declaration is incomplete
     */
    public static <R, ID> BatchWriter<R, ID> of(Database database, Table<R, ID> table) {
        JdbcDatabase known = JdbcDatabase.of(database);
        requireNonNull(database, "database must not be null");
        return new BatchWriter<>(known, known.binding(table).table(), Settings.defaults());
    }

    /** What else is committed with each chunk. Thread-safe: every implementation that is shared must be. */
    @FunctionalInterface
    public interface Checkpoint<R> {
        /**
         * Writes it, in the chunk's transaction; once for each attempt at the chunk. An exception rolls the chunk back, and
         * stops the batch. No other transaction can be begun in it on the same connection.
         */
        void in(Transaction transaction, BatchChunk<R> chunk) throws SQLException;
    }

    /**
     * So many rows at most are one transaction. Default: {@value VersionedBatches#ROWS_PER_STATEMENT}, which is one statement where
     * the dialect has one for many rows.
     *
     * @throws IllegalArgumentException if {@code rows} is below 1
     */
    public BatchWriter<R, ID> withRowsPerChunk(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be at least 1: " + rows);
        }
        return with(settings.withRowsPerChunk(rows));
    }

    /**
     * What to write after a conflict of an update or a patch, on the version just seen. Default: nothing, the conflict stands.
     *
     * <p>It is asked while the chunk's transaction is open, so it should be quick. What it answers is written with all
     * columns, and checked too: if the row changes once more, it is asked once more. Conflicts of inserts and deletes stand.
     */
    public BatchWriter<R, ID> withResolver(Resolver<R> resolver) {
        requireNonNull(resolver, "resolver must not be null");
        return with(settings.withResolver(edit -> resolver, false));
    }

    /** Merges conflicts of patches from {@link Edit#before()}; in place of a resolver. Rows without a base cannot be merged. */
    public BatchWriter<R, ID> withMerge(Merge<R> merge) {
        requireNonNull(merge, "merge must not be null");
        return with(settings.withResolver(edit -> merge.from(edit.before()), true));
    }

    /**
     * How often a chunk is tried while the database cannot serialize it, or is busy, a deadlock included; and how often a row
     * is written in one such attempt while it conflicts and is resolved. Default: {@link Retry#DEFAULT}, 5 attempts.
     */
    public BatchWriter<R, ID> withRetry(Retry retry) {
        return with(settings.withRetry(requireNonNull(retry, "retry must not be null")));
    }

    /**
     * Takes each conflict that stands, and each missing row, once, after the chunk is committed. Default: they are only counted.
     *
     * <p>If it throws, the other refused rows of the chunk are passed to it first, and then the batch stops: {@link
     * BatchStoppedException#untold()} has those that it threw on. The chunk is reported.
     */
    public BatchWriter<R, ID> withRefused(Consumer<? super Outcome<R>> sink) {
        return with(settings.withRefused(requireNonNull(sink, "sink must not be null")));
    }

    /** Takes the report so far, after each chunk and its refused rows; if it throws, the batch stops. Default: nobody does. */
    public BatchWriter<R, ID> withProgress(Consumer<? super BatchReport> progress) {
        return with(settings.withProgress(requireNonNull(progress, "progress must not be null")));
    }

    /**
     * Is asked before each chunk whether to stop. Default: never.
     *
     * <p>One row beyond the last chunk may have been read: go on in the source after {@link BatchReport#rows()} rows.
     *
     * <p>An interrupt of the thread stops between chunks, too, and is kept; one that ends a wait for a lock fails the chunk.
     */
    public BatchWriter<R, ID> withCancellation(BooleanSupplier isCancelled) {
        return with(settings.withCancellation(requireNonNull(isCancelled, "isCancelled must not be null")));
    }

    /**
     * Writes something in the transaction of each chunk, such as the position from which a killed batch goes on, or the
     * refused rows. Default: nothing.
     */
    public BatchWriter<R, ID> withCheckpoint(Checkpoint<R> checkpoint) {
        return with(settings.withCheckpoint(requireNonNull(checkpoint, "checkpoint must not be null")));
    }

    private BatchWriter<R, ID> with(Settings<R> newSettings) {
        return new BatchWriter<>(database, table, newSettings);
    }

    /**
     * Inserts each row at the first version; an id that exists is a conflict, and is not resolved.
     *
     * @throws BatchStoppedException if the batch did not come to its end
     */
    public BatchReport insertAll(Iterator<? extends R> rows) {
        return ofRows(Verb.INSERT, rows);
    }

    /** Inserts each row of a stream as {@link #insertAll(Iterator)} does; the stream is left for the caller to close. */
    public BatchReport insertAll(Stream<? extends R> rows) {
        return insertAll(iterator(rows));
    }

    /**
     * Writes every versioned column of each row that still stands at its version.
     *
     * @throws BatchStoppedException if the batch did not come to its end
     * @throws IllegalStateException if conflicts are to be merged: a row alone has no base
     */
    public BatchReport updateAll(Iterator<? extends R> rows) {
        if (settings.needsBase()) {
            throw new IllegalStateException("a merge needs the row as it was read: give edits to patchAll(…)");
        }
        return ofRows(Verb.UPDATE, rows);
    }

    /** Updates each row of a stream as {@link #updateAll(Iterator)} does; the stream is left for the caller to close. */
    public BatchReport updateAll(Stream<? extends R> rows) {
        return updateAll(iterator(rows));
    }

    /**
     * Writes what differs in each edit whose row still stands at its version; an edit that changes nothing sends nothing.
     *
     * @throws BatchStoppedException if the batch did not come to its end
     */
    public BatchReport patchAll(Iterator<Edit<R>> edits) {
        return run(Verb.PATCH, ChunkSource.ofEdits(table, requireNonNull(edits, "edits must not be null"), settings));
    }

    /** Patches each row of a stream as {@link #patchAll(Iterator)} does; the stream is left for the caller to close. */
    public BatchReport patchAll(Stream<Edit<R>> edits) {
        return patchAll(requireNonNull(edits, "edits must not be null").iterator());
    }

    /**
     * Deletes each row that still stands at its version; a conflict is not resolved.
     *
     * @throws BatchStoppedException if the batch did not come to its end
     */
    public BatchReport deleteAll(Iterator<? extends R> rows) {
        return ofRows(Verb.DELETE, rows);
    }

    /** Deletes each row of a stream as {@link #deleteAll(Iterator)} does; the stream is left for the caller to close. */
    public BatchReport deleteAll(Stream<? extends R> rows) {
        return deleteAll(iterator(rows));
    }

    private static <R> Iterator<? extends R> iterator(Stream<? extends R> rows) {
        return requireNonNull(rows, "rows must not be null").iterator();
    }

    private BatchReport ofRows(Verb verb, Iterator<? extends R> rows) {
        requireNonNull(rows, "rows must not be null");
        return run(verb, ChunkSource.ofRows(table, rows, settings, verb == Verb.INSERT));
    }

    private BatchReport run(Verb verb, ChunkSource<R, ID> source) {
        return new BatchLoop<>(database, table, verb, settings, source).run();
    }

    /**
     * How it writes. Immutable.
     *
     * @param resolver what to write after a conflict of this edit
     * @param needsBase whether the resolver merges from the edit's row as it was read
     */
    record Settings<R>(
            int rowsPerChunk,
            Function<Edit<R>, Resolver<R>> resolver,
            boolean needsBase,
            Retry retry,
            Consumer<? super Outcome<R>> refused,
            Consumer<? super BatchReport> progress,
            BooleanSupplier cancellation,
            Checkpoint<R> checkpoint) {

        static <R> Settings<R> defaults() {
            return new Settings<>(
                    VersionedBatches.ROWS_PER_STATEMENT,
                    edit -> Resolver.keepTheirs(),
                    false,
                    Retry.DEFAULT,
                    outcome -> {},
                    report -> {},
                    () -> false,
                    (transaction, chunk) -> {});
        }

        Settings<R> withRowsPerChunk(int rows) {
            return new Settings<>(rows, resolver, needsBase, retry, refused, progress, cancellation, checkpoint);
        }

        Settings<R> withResolver(Function<Edit<R>, Resolver<R>> newResolver, boolean nowNeedsBase) {
            return new Settings<>(
                    rowsPerChunk, newResolver, nowNeedsBase, retry, refused, progress, cancellation, checkpoint);
        }

        Settings<R> withRetry(Retry newRetry) {
            return new Settings<>(
                    rowsPerChunk, resolver, needsBase, newRetry, refused, progress, cancellation, checkpoint);
        }

        Settings<R> withRefused(Consumer<? super Outcome<R>> sink) {
            return new Settings<>(rowsPerChunk, resolver, needsBase, retry, sink, progress, cancellation, checkpoint);
        }

        Settings<R> withProgress(Consumer<? super BatchReport> newProgress) {
            return new Settings<>(
                    rowsPerChunk, resolver, needsBase, retry, refused, newProgress, cancellation, checkpoint);
        }

        Settings<R> withCancellation(BooleanSupplier isCancelled) {
            return new Settings<>(rowsPerChunk, resolver, needsBase, retry, refused, progress, isCancelled, checkpoint);
        }

        Settings<R> withCheckpoint(Checkpoint<R> newCheckpoint) {
            return new Settings<>(
                    rowsPerChunk, resolver, needsBase, retry, refused, progress, cancellation, newCheckpoint);
        }
    }
}
