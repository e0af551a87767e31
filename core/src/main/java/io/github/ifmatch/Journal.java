package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** The event of something that was written, if it is committed, and if it is not known to be. */
    interface Made {
        Event as(boolean isCommitted);
    }

    /** What something came to, and where it was done. */
    private record Done<T>(T answer, Scope scope) {}

    private static <T> Done<T> done(Scope scope, Function<Scope, T> operation) {
        return scope.within(at -> new Done<>(operation.apply(at), at));
    }

    /**
     * Makes a write, and tells what became of it.
     *
     * @param also what else happened, if the write was applied
     */
    <R> Outcome<R> write(
            Table<R, ?> table,
            Act act,
            Scope scope,
            Function<Scope, Outcome<R>> write,
            Function<R, Optional<Made>> also) {
        return records()
                ? recorded(table, act, () -> told(table, act, scope, write, also))
                : told(table, act, scope, write, also);
    }

    private <R> Outcome<R> told(
            Table<R, ?> table,
            Act act,
            Scope scope,
            Function<Scope, Outcome<R>> write,
            Function<R, Optional<Made>> also) {
        if (listener.isNone()) {
            return write.apply(scope);
        }
        Done<Outcome<R>> done = done(scope, write);
        tell(table, act.verb, done.answer(), done.scope());
        if (done.answer() instanceof Applied<R> applied) {
            also.apply(applied.row()).ifPresent(made -> done.scope().tell(listener, made));
        }
        return done.answer();
    }

    /** Makes a batch, and tells what became of each row. */
    <R> List<Outcome<R>> writeAll(
            Table<R, ?> table, Act act, boolean isAllOrNothing, Scope scope, Function<Scope, List<Outcome<R>>> write) {
        Supplier<Done<List<Outcome<R>>>> writing = () -> done(scope, write);
        Done<List<Outcome<R>>> done = records() ? recordedAll(table, act, writing) : writing.get();
        List<Outcome<R>> outcomes = done.answer();
        boolean isUndone = isAllOrNothing && !outcomes.stream().allMatch(Outcome::isApplied);
        if (!listener.isNone()) {
            outcomes.stream()
                    .filter(outcome -> !isUndone || !outcome.isApplied())
                    .forEach(outcome -> tell(table, act.verb, outcome, done.scope()));
        }
        return outcomes;
    }

    private static <R> Done<List<Outcome<R>>> recordedAll(
            Table<R, ?> table, Act act, Supplier<Done<List<Outcome<R>>>> write) {
        Flight.Batch flight = new Flight.Batch();
        flight.begin();
        try {
            Done<List<Outcome<R>>> done = write.get();
            if (flight.isEnabled()) {
                flight.rows = done.answer().size();
                flight.applied =
                        done.answer().stream().filter(Outcome::isApplied).count();
            }
            return done;
        } finally {
            if (flight.shouldCommit()) {
                flight.table = table.name();
                flight.verb = act.verb;
                flight.commit();
            }
        }
    }

    /** Makes an update by condition, and tells how many rows it wrote. */
    long updateWhere(Table<?, ?> table, Scope scope, Function<Scope, Long> write) {
        Supplier<Done<Long>> writing = () -> done(scope, write);
        Done<Long> done = records() ? recordedWhere(table, writing) : writing.get();
        long rows = done.answer();
        if (!listener.isNone()) {
            done.scope().tell(listener, isCommitted -> new Event.UpdatedWhere(table.name(), rows, isCommitted));
        }
        return rows;
    }

    private static Done<Long> recordedWhere(Table<?, ?> table, Supplier<Done<Long>> write) {
        Flight.Batch flight = new Flight.Batch();
        flight.begin();
        try {
            Done<Long> done = write.get();
            flight.rows = done.answer();
            flight.applied = done.answer();
            return done;
        } finally {
            if (flight.shouldCommit()) {
                flight.table = table.name();
                flight.verb = "updateWhere";
                flight.commit();
            }
        }
    }

    private static <R> Outcome<R> recorded(Table<R, ?> table, Act act, Supplier<Outcome<R>> write) {
        Flight.Write flight = new Flight.Write();
        flight.begin();
        try {
            Outcome<R> outcome = write.get();
            if (flight.isEnabled()) {
                flight.outcome = outcome.getClass().getSimpleName();
            }
            return outcome;
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
        tellRefused(table, verb, outcome);
    }

    /** Tells what became of a write. */
    private <R> void tell(Table<R, ?> table, String verb, Outcome<R> outcome, Scope scope) {
        if (outcome instanceof Applied<R> applied) {
            Object id = id(table, applied.row());
            scope.tell(listener, isCommitted -> new Event.Written(table.name(), verb, id, isCommitted));
        } else {
            tellRefused(table, verb, outcome);
        }
    }

    private <R> void tellRefused(Table<R, ?> table, String verb, Outcome<R> outcome) {
        if (outcome instanceof Conflict<R> conflict) {
            listener.on(new Event.Conflicted(table.name(), verb, conflict.shown()));
        } else if (outcome instanceof Missing<R> missing) {
            listener.on(new Event.Missed(table.name(), verb, missing));
        }
    }

    private static <R> Object id(Table<R, ?> table, R row) {
        return requireNonNull(table.id(row));
    }

    static Made resolved(Conflict<?> conflict) {
        return isCommitted -> new Event.Resolved(conflict.table().name(), conflict.shown(), isCommitted);
    }

    static Made overwritten(Table<?, ?> table, Object id, long held, long version, String reason) {
        return isCommitted -> new Event.Overwritten(table.name(), id, held, version, reason, isCommitted);
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
