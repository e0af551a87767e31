package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener and the flight recorder what became of each write, once. Thread-safe. */
record Journal(Guarded listener) {

    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final Logger ROWS = LoggerFactory.getLogger(VersionedRows.class);

    /** A run-time image can be made without the flight recorder. */
    private static final boolean HAS_RECORDER =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    /** Whether the flight recorder was ever started: before, no event needs to be made. */
    private static boolean records() {
        return HAS_RECORDER && FlightRecorder.isInitialized();
    }

    /** Makes a write, and tells what became of it. */
    <R> Outcome<R> write(Table<R, ?> table, Act act, Supplier<Outcome<R>> write) {
        return records() ? recorded(table, act, write) : told(table, act, write.get());
    }

    /** Makes a batch, and tells what became of each row. */
    <R> List<Outcome<R>> writeAll(
            Table<R, ?> table, Act act, boolean isAllOrNothing, Supplier<List<Outcome<R>>> write) {
        List<Outcome<R>> outcomes = records() ? recordedAll(table, act, write) : write.get();
        boolean isUndone = isAllOrNothing && !outcomes.stream().allMatch(Outcome::isApplied);
        if (!listener.isNone()) {
            outcomes.stream()
                    .filter(outcome -> !isUndone || !outcome.isApplied())
                    .forEach(outcome -> tell(table, act.verb, outcome));
        }
        return outcomes;
    }

    private static <R> List<Outcome<R>> recordedAll(Table<R, ?> table, Act act, Supplier<List<Outcome<R>>> write) {
        Flight.Batch flight = new Flight.Batch();
        flight.begin();
        try {
            List<Outcome<R>> outcomes = write.get();
            if (flight.isEnabled()) {
                flight.rows = outcomes.size();
                flight.applied = outcomes.stream().filter(Outcome::isApplied).count();
            }
            return outcomes;
        } finally {
            if (flight.shouldCommit()) {
                flight.table = table.name();
                flight.verb = act.verb;
                flight.commit();
            }
        }
    }

    /** Makes an update by condition, and tells how many rows it wrote. */
    long updateWhere(Table<?, ?> table, LongSupplier write) {
        long rows = records() ? recordedWhere(table, write) : write.getAsLong();
        if (!listener.isNone()) {
            listener.on(new Event.UpdatedWhere(table.name(), rows));
        }
        return rows;
    }

    private static long recordedWhere(Table<?, ?> table, LongSupplier write) {
        Flight.Batch flight = new Flight.Batch();
        flight.begin();
        try {
            long rows = write.getAsLong();
            flight.rows = rows;
            flight.applied = rows;
            return rows;
        } finally {
            if (flight.shouldCommit()) {
                flight.table = table.name();
                flight.verb = "updateWhere";
                flight.commit();
            }
        }
    }

    private <R> Outcome<R> told(Table<R, ?> table, Act act, Outcome<R> outcome) {
        tell(table, act.verb, outcome);
        return outcome;
    }

    private <R> Outcome<R> recorded(Table<R, ?> table, Act act, Supplier<Outcome<R>> write) {
        Flight.Write flight = new Flight.Write();
        flight.begin();
        try {
            Outcome<R> outcome = write.get();
            if (flight.isEnabled()) {
                flight.outcome = outcome.getClass().getSimpleName();
            }
            return told(table, act, outcome);
        } finally {
            if (flight.shouldCommit()) {
                flight.table = table.name();
                flight.verb = act.verb;
                flight.commit();
            }
        }
    }

    /** Tells of a row that was found changed, or missing, before anything was sent. */
    <R> void refused(Table<R, ?> table, String verb, Outcome<R> outcome) {
        ROWS.debug("{} refused: {}", verb, outcome);
        tell(table, verb, outcome);
    }

    /** Tells what became of a write. */
    <R> void tell(Table<R, ?> table, String verb, Outcome<R> outcome) {
        if (!listener.isNone()) {
            listener.on(event(table, verb, outcome));
        }
    }

    private static <R> Event event(Table<R, ?> table, String verb, Outcome<R> outcome) {
        if (outcome instanceof Conflict<R> conflict) {
            return new Event.Conflicted(table.name(), verb, conflict.shown());
        }
        return outcome instanceof Missing<R> missing
                ? new Event.Missed(table.name(), verb, missing)
                : new Event.Written(table.name(), verb, id(table, outcome.orElseThrow()));
    }

    private static <R> Object id(Table<R, ?> table, R row) {
        return requireNonNull(table.id(row));
    }

    void resolved(Conflict<?> conflict) {
        listener.on(new Event.Resolved(conflict.table().name(), conflict.shown()));
    }

    void overwritten(Table<?, ?> table, Object id, long held, long version, String reason) {
        listener.on(new Event.Overwritten(table.name(), id, held, version, reason));
    }

    void retried(String table, int attempts, VersionedException failure) {
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
