package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Event;
import io.github.ifmatch.Listener;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.Watcher;
import io.github.ifmatch.engine.write.Unit;
import java.util.List;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener, the watcher and the flight recorder what became of each write, once. Thread-safe. */
public record Journal(Guarded listener, Watching watching) {

    static final Journal SILENT = new Journal(Guarded.NONE, Watching.NONE);

    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final Logger ROWS = LoggerFactory.getLogger(VersionedRows.class);

    /** A run-time image can be made without the flight recorder. */
    private static final boolean HAS_RECORDER =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    /** Whether the flight recorder was ever started: before, no event needs to be made. */
    private static boolean records() {
        return HAS_RECORDER && FlightRecorder.isInitialized();
    }

    /** The event of something that was written, if it is committed, and if it is not known to be. */
    public interface Made {
        Event as(boolean isCommitted);
    }

    /** A write begins; null if nobody records it. */
    static Flight.@Nullable Write begins() {
        if (!records()) {
            return null;
        }
        Flight.Write begun = new Flight.Write();
        begun.begin();
        return begun;
    }

    /** A write has ended; the outcome is null if it failed. */
    static void ended(Flight.@Nullable Write begun, Table<?, ?> table, String verb, @Nullable Outcome<?> outcome) {
        if (begun != null && begun.shouldCommit()) {
            begun.table = table.name();
            begun.verb = verb;
            if (outcome != null) {
                begun.outcome = outcome.getClass().getSimpleName();
            }
            begun.commit();
        }
    }

    /** Many writes of one call begin; null if nobody records them. */
    static Flight.@Nullable Batch beginsMany() {
        if (!records()) {
            return null;
        }
        Flight.Batch begun = new Flight.Batch();
        begun.begin();
        return begun;
    }

    /** They have ended; there are no outcomes if they failed. */
    static void ended(
            Flight.@Nullable Batch begun, Table<?, ?> table, String verb, List<? extends Outcome<?>> outcomes) {
        if (begun != null) {
            long applied = outcomes.stream().filter(Outcome::isApplied).count();
            ended(begun, table, verb, outcomes.size(), applied);
        }
    }

    static void ended(Flight.@Nullable Batch begun, Table<?, ?> table, String verb, long rows, long applied) {
        if (begun != null && begun.shouldCommit()) {
            begun.table = table.name();
            begun.verb = verb;
            begun.rows = rows;
            begun.applied = applied;
            begun.commit();
        }
    }

    Journal withListener(Listener heard) {
        return new Journal(new Guarded(heard), watching);
    }

    Journal withWatcher(Watcher seen) {
        return new Journal(listener, new Watching(seen));
    }

    /** Whether nobody listens, so that nothing needs to be told. */
    boolean isIdle() {
        return listener.isNone();
    }

    /** Tells what became of a write. */
    <R> void tell(Unit unit, Table<R, ?> table, String verb, Outcome<R> outcome) {
        if (outcome instanceof Applied<R> applied) {
            Object id = requireNonNull(table.id(applied.row()));
            tell(unit, isCommitted -> new Event.Written(table.name(), verb, id, isCommitted));
        } else {
            tellRefused(table, verb, outcome);
        }
    }

    /** Tells of something that was written, or of none if nobody listens. */
    void tell(Unit unit, Made made) {
        if (!listener.isNone()) {
            unit.tell(isCommitted -> listener.on(made.as(isCommitted)));
        }
    }

    /** Tells of a row that was found changed, or missing, before anything was sent. */
    <R> void refused(Table<R, ?> table, String verb, Outcome<R> outcome) {
        ROWS.debug("{} refused: {}", verb, outcome);
        tellRefused(table, verb, outcome);
    }

    private <R> void tellRefused(Table<R, ?> table, String verb, Outcome<R> outcome) {
        if (outcome instanceof Conflict<R> conflict) {
            listener.on(new Event.Conflicted(table.name(), verb, conflict.shown()));
        } else if (outcome instanceof Missing<R> missing) {
            listener.on(new Event.Missed(table.name(), verb, missing));
        }
    }

    static Made updatedWhere(Table<?, ?> table, long rows) {
        return isCommitted -> new Event.UpdatedWhere(table.name(), rows, isCommitted);
    }

    public static Made resolved(Conflict<?> conflict) {
        return isCommitted -> new Event.Resolved(conflict.table().name(), conflict.shown(), isCommitted);
    }

    static Made overwritten(Table<?, ?> table, Object id, long held, long version, String reason) {
        return isCommitted -> new Event.Overwritten(table.name(), id, held, version, reason, isCommitted);
    }

    public void retried(String table, int attempts, VersionedException failure) {
        LOG.debug("{}: attempt {} failed and will be made again, {}", table, attempts, failure.getMessage());
        if (records()) {
            Flight.Retry flight = new Flight.Retry();
            if (flight.shouldCommit()) {
                flight.attempts = attempts;
                flight.failure = failure.getClass().getSimpleName();
                flight.commit();
            }
        }
        listener.on(new Event.Retried(table, attempts, failure));
    }
}
