package io.github.ifmatch.engine;

import io.github.ifmatch.Applied;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.Watcher;
import io.github.ifmatch.engine.batch.Batch;
import io.github.ifmatch.engine.batch.BatchWrite;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.Owner;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.Scope;
import io.github.ifmatch.engine.write.Statements;
import io.github.ifmatch.engine.write.Unit;
import io.github.ifmatch.engine.write.UserExceptions;
import io.github.ifmatch.engine.write.Verb;
import io.github.ifmatch.engine.write.Write;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs the operations of one table in a scope, and tells the {@link Journal} what became of them. Thread-safe, as the scope is. */
record Operations<R, ID>(Binding<R, ID> binding, Scope scope) {

    /** A query, given its statements. */
    interface Reading<R, ID, T> {
        T read(Statements<R, ID> statements) throws Refusal;
    }

    /** What something came to, and where it was done. */
    private record Done<T>(T answer, Unit unit) {}

    /** Whether a watcher is to see what is done. */
    boolean isWatched() {
        return !binding.journal().watching().isNone();
    }

    /** Does something under the watcher's eyes; to be called only where there is one, since it makes something for it. */
    <T> T watch(String verb, Supplier<T> operation, Function<T, Watcher.End> end) {
        return binding.journal().watching().watch(binding.table().name(), verb, operation, end);
    }

    /** Reads something, under the watcher's eyes. */
    <T> T read(String verb, Reading<R, ID, T> reading, Function<T, Watcher.End> end) {
        return isWatched() ? watch(verb, () -> read(reading), end) : read(reading);
    }

    /** Reads something; without a transaction, where one is not needed. */
    <T> T read(Reading<R, ID, T> reading) {
        return scope.run(unit -> {
            TableSql<R, ID> sql = unit.sql(binding::sql);
            unit.isOneStatement();
            Statements<R, ID> statements = unit.statements(sql);
            return unit.run(
                    false,
                    () -> reading.read(statements),
                    refusal -> UserExceptions.ofRead(refusal, binding.table(), unit.owner()));
        });
    }

    /**
     * Makes a write.
     *
     * @param also what else happened, if the write was applied
     */
    Outcome<R> write(Verb verb, Function<TableSql<R, ID>, Change<R>> change, Function<R, Optional<Journal.Made>> also) {
        Flight.Write begun = Journal.begins();
        Outcome<R> outcome = null;
        try {
            Done<Outcome<R>> done = isWatched()
                    ? watch(verb.word, () -> written(change), each -> Ends.ofWrite(each.answer(), each.unit()))
                    : written(change);
            outcome = done.answer();
            tell(verb, outcome, done.unit(), also);
            return outcome;
        } finally {
            Journal.ended(begun, binding.table(), verb.word, outcome);
        }
    }

    private Done<Outcome<R>> written(Function<TableSql<R, ID>, Change<R>> change) {
        return scope.run(unit -> {
            TableSql<R, ID> sql = unit.sql(binding::sql);
            return new Done<>(Write.alone(unit, sql, change.apply(sql)).run(), unit);
        });
    }

    private void tell(Verb verb, Outcome<R> outcome, Unit unit, Function<R, Optional<Journal.Made>> also) {
        Journal journal = binding.journal();
        if (!journal.isIdle()) {
            journal.tell(unit, binding.table(), verb.word, outcome);
            if (outcome instanceof Applied<R> applied) {
                also.apply(applied.row()).ifPresent(made -> journal.tell(unit, made));
            }
        }
    }

    /** Makes a batch; where it is all or nothing, and one write is refused, nothing of it is written. */
    List<Outcome<R>> writeAll(Verb verb, boolean isAllOrNothing, Function<TableSql<R, ID>, Batch<R>> batch) {
        Flight.Batch begun = Journal.beginsMany();
        Done<List<Outcome<R>>> done = null;
        try {
            done = isWatched()
                    ? watch(
                            verb.word + "All",
                            () -> writtenAll(batch),
                            each -> Ends.ofBatch(each.answer(), each.unit()))
                    : writtenAll(batch);
        } finally {
            Journal.ended(begun, binding.table(), verb.word, done == null ? List.of() : done.answer());
        }
        tellAll(verb, isAllOrNothing, done.answer(), done.unit());
        return done.answer();
    }

    private Done<List<Outcome<R>>> writtenAll(Function<TableSql<R, ID>, Batch<R>> batch) {
        return scope.run(unit -> {
            TableSql<R, ID> sql = unit.sql(binding::sql);
            Batch<R> made = batch.apply(sql);
            return new Done<>(new BatchWrite<>(unit, unit.statements(sql), sql, made, this::again).run(), unit);
        });
    }

    private void again(int attempts, VersionedException failure) {
        binding.journal().retried(binding.table().name(), attempts, failure);
    }

    /** Of what was undone, only that is told for which it was. */
    private void tellAll(Verb verb, boolean isAllOrNothing, List<Outcome<R>> outcomes, Unit unit) {
        Journal journal = binding.journal();
        if (!journal.isIdle()) {
            boolean isUndone = isAllOrNothing && !outcomes.stream().allMatch(Outcome::isApplied);
            outcomes.stream()
                    .filter(outcome -> !isUndone || !outcome.isApplied())
                    .forEach(outcome -> journal.tell(unit, binding.table(), verb.word, outcome));
        }
    }

    /** Makes an update by condition; how many rows it wrote. */
    long updateWhere(Reading<R, ID, Long> update) {
        Flight.Batch begun = Journal.beginsMany();
        long rows = 0;
        try {
            Done<Long> done = isWatched()
                    ? watch(
                            "updateWhere",
                            () -> updated(update),
                            each -> Ends.ofUpdateWhere(each.answer(), each.unit()))
                    : updated(update);
            rows = done.answer();
            binding.journal().tell(done.unit(), Journal.updatedWhere(binding.table(), rows));
            return rows;
        } finally {
            Journal.ended(begun, binding.table(), "updateWhere", rows, rows);
        }
    }

    private Done<Long> updated(Reading<R, ID, Long> update) {
        Done<Long> done = scope.run(unit -> new Done<>(updated(unit, update), unit));
        requireCounted(done.answer());
        return done;
    }

    /** One statement is enough, but only a transaction with an id can be asked about when its answer was lost. */
    private long updated(Unit unit, Reading<R, ID, Long> update) throws SQLException {
        TableSql<R, ID> sql = unit.sql(binding::sql);
        if (sql.dialect().transactionId().isEmpty()) {
            unit.isOneStatement();
        }
        Statements<R, ID> statements = unit.statements(sql);
        return unit.run(
                true,
                () -> {
                    long rows = update.read(statements);
                    unit.wrote(statements, null);
                    return rows;
                },
                refusal -> UserExceptions.ofUpdateWhere(refusal, binding.table(), unit.owner(), unit.inquiry()));
    }

    /** A count that the driver does not know is never passed on as one. */
    private void requireCounted(long rows) {
        if (rows < 0) {
            throw new DatabaseException(
                    binding.table().name()
                            + ": the driver does not say how many rows updateWhere changed. "
                            + Owner.SOMEBODYS_CARRIED_OUT,
                    null);
        }
    }
}
