package io.github.ifmatch.batch;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Event;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.engine.JdbcDatabase;
import io.github.ifmatch.engine.JdbcTransaction;
import io.github.ifmatch.engine.RefusedRows;
import io.github.ifmatch.engine.write.Verb;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a batch to its end, each chunk in a transaction of its own, and tells what became of it once it is committed. For one
 * thread at a time.
 */
final class BatchLoop<R, ID> {

    private static final BatchReport CANCELLED = new BatchReport(0, 0, 0, 0, 0, 0, 0, true, Map.of());

    private static final BatchReport RETRIED = new BatchReport(0, 0, 0, 0, 0, 0, 1, false, Map.of());

    /** A chunk that may be tried again after so long need not lock its rows first at first: a deadlock is then no more than a pause. */
    private static final Duration LONGER_THAN_A_DEADLOCK = Duration.ofMinutes(1);

    private final JdbcDatabase database;
    private final Table<R, ID> table;
    private final Verb verb;
    private final BatchWriter.Settings<R> settings;
    private final ChunkSource<R, ID> source;
    private final RefusedRows<R> refused;
    private final List<Event> events = new ArrayList<>();
    private BatchReport report = BatchReport.none();

    /** The same database, whose listener hears only of what is committed. */
    private final JdbcDatabase silent;

    private int rowsInCommit;

    BatchLoop(
            JdbcDatabase database,
            Table<R, ID> table,
            Verb verb,
            BatchWriter.Settings<R> settings,
            ChunkSource<R, ID> source) {
        this.database = database;
        this.table = table;
        this.verb = verb;
        this.settings = settings;
        this.source = source;
        this.refused = new RefusedRows<>(settings.refused());
        this.silent = database.withListener(events::add);
    }

    /** An error is not wrapped: what was committed until then is beside it, suppressed. */
    BatchReport run() {
        database.requireNoTransaction();
        try {
            while (!isCancelled()) {
                List<Edit<R>> chunk = source.next();
                if (chunk.isEmpty()) {
                    return report;
                }
                committed(attempts(chunk));
            }
            return report.plus(CANCELLED);
        } catch (Exception e) {
            throw stopped(e, e);
        } catch (Error e) {
            e.addSuppressed(stopped(e, null));
            throw e;
        }
    }

    private BatchStoppedException stopped(Throwable thrown, @Nullable Exception cause) {
        boolean isProven = thrown instanceof VersionedException && !(thrown instanceof UnknownOutcomeException);
        long inDoubt = isProven ? 0 : rowsInCommit;
        return new BatchStoppedException(table, report, inDoubt, source.unreported(), refused.untold(), cause);
    }

    private boolean isCancelled() {
        return settings.cancellation().getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    private ChunkAttempt<R, ID> attempts(List<Edit<R>> chunk) throws SQLException {
        long start = System.nanoTime();
        for (int made = 1; ; made++) {
            try {
                return attempt(chunk, made == 1);
            } catch (SerializationException | BusyException e) {
                if (!settings.retry().pause(made, Duration.ofNanos(System.nanoTime() - start))) {
                    throw made == 1 ? e : e.after(made);
                }
                report = report.plus(RETRIED);
                database.journal().retried(table.name(), made, e);
            }
        }
    }

    private ChunkAttempt<R, ID> attempt(List<Edit<R>> chunk, boolean isFirst) throws SQLException {
        events.clear();
        rowsInCommit = 0;
        long before = report.rows();
        boolean isRunAgain = isFirst && settings.retry().allows(1, LONGER_THAN_A_DEADLOCK);
        ChunkAttempt<R, ID> written =
                silent.<ChunkAttempt<R, ID>, SQLException>inOwnTransaction(isRunAgain, transaction -> {
                    ChunkAttempt<R, ID> attempt = new ChunkAttempt<>(
                            transaction.rows(table), JdbcTransaction.of(transaction)::tell, verb, settings, chunk);
                    settings.checkpoint()
                            .in(transaction, new BatchChunk<>(before, attempt.outcomes(), attempt.counts(List.of())));
                    rowsInCommit = chunk.size();
                    return attempt;
                });
        return written;
    }

    /** Tells of the chunk, in this order: whatever one of them throws, the report holds it. */
    private void committed(ChunkAttempt<R, ID> chunk) throws Exception {
        rowsInCommit = 0;
        source.reported();
        report = report.plus(chunk.counts(events));
        events.forEach(database.journal().listener()::on);
        events.clear();
        refused.tell(chunk.outcomes());
        settings.progress().accept(report);
    }
}
