package io.github.ifmatch.engine.batch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Applied;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.batch.SameWrites.Uncounted;
import io.github.ifmatch.engine.mapping.IdOrder;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.OpenStatements;
import io.github.ifmatch.engine.write.Owner;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.Statements;
import io.github.ifmatch.engine.write.Unit;
import io.github.ifmatch.engine.write.Verb;
import io.github.ifmatch.engine.write.Verdict;
import io.github.ifmatch.engine.write.Write;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch once, inside a transaction, some rows at a time; each part in one statement where the dialect has one, else
 * as a JDBC batch; or row by row, where the driver sends a JDBC batch so.
 *
 * <p>Updates are sent in the order of their ids. Inserts keep the order given, and so do deletes, once their rows are locked:
 * a foreign key may hold in no other.
 *
 * <p>What the answer of a part does not decide (a write that was suppressed, or overtaken) is written by itself, and gets
 * the {@link Verdict} of a single write. For one thread at a time, like the connection.
 */
final class BatchSending<R, ID> {

    private final Unit unit;
    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final Batch<R> batch;
    private final Owner owner;
    private final BatchLocks<R, ID> locks;
    private final SetUpdates<R, ID> setUpdates;
    private List<@Nullable Outcome<R>> outcomes = List.of();
    private @Nullable String transactionId;
    private @Nullable Change<R> last;
    private int part;
    private boolean areAllLocked;
    private boolean areCompared;
    private boolean isOptimistic;

    BatchSending(Unit unit, Statements<R, ID> statements, TableSql<R, ID> sql, Batch<R> batch) {
        this.unit = unit;
        this.statements = statements;
        this.sql = sql;
        this.batch = batch;
        this.owner = unit.owner();
        this.locks = new BatchLocks<>(statements, sql.mapping().id(), batch.changes());
        this.setUpdates = new SetUpdates<>(statements, sql, owner);
    }

    /** The write that was sent last, if it was sent by itself. */
    Optional<Change<R>> last() {
        return Optional.ofNullable(last);
    }

    /** The part that was sent last, by the number of rows before it. */
    int part() {
        return part;
    }

    /** One statement for many rows did not write them all: it is sent again with the rows locked first, or not at all. */
    void doubtSets() {
        setUpdates.doubt(batch.changes());
    }

    /**
     * The outcomes, in the order of the changes.
     *
     * @param rowByRow whether to write all of them so
     * @param partsRowByRow or these parts
     * @param mayDeadlock whether rows need not be locked first, where that is faster and they are written in the order of their ids
     */
    List<Outcome<R>> write(boolean rowByRow, Set<Integer> partsRowByRow, boolean mayDeadlock)
            throws Refusal, SQLException, Uncounted {
        last = null;
        transactionId = null; // that of another attempt tells nothing of this one
        outcomes = Arrays.asList(newOutcomes(batch.changes().size()));
        locks.forget();
        areAllLocked = false;
        areCompared = false;
        Change<R> one = batch.changes().get(0);
        boolean isByRow = rowByRow
                || (sql.batchesRowByRow(kind()) && !(isDelete() && sql.countsBatches()))
                || (one.marks() && !sql.idIsUnique()); // which of several rows of one id it has marked, no query tells
        List<Integer> order = order();
        setUpdates.begin(batch.changes(), isByRow, mayDeadlock);
        isOptimistic = mayDeadlock && sql.mayBatch(batch.changes().get(0).sql()) && isSorted(order);
        if (isDelete() && (isByRow || !partsRowByRow.isEmpty() || !isOneStatement(order))) {
            order = lockAndDecide(order);
        } else if ((isSentUncounted() && !isByRow) || setUpdates.lockFirst()) {
            order = lockAndDecide(order);
            areAllLocked = true;
        } else if (order.size() > VersionedBatches.ROWS_PER_STATEMENT) {
            areAllLocked = lockUpdates(order); // for the parts are in an order of ours
        }
        for (part = 0; part < order.size(); part += VersionedBatches.ROWS_PER_STATEMENT) {
            int end = Math.min(order.size(), part + VersionedBatches.ROWS_PER_STATEMENT);
            if (isByRow || partsRowByRow.contains(part)) {
                writeRowByRow(order.subList(part, end));
            } else {
                write(order.subList(part, end));
            }
        }
        if (outcomes.stream().anyMatch(outcome -> outcome instanceof Applied)) {
            unit.wrote(statements, transactionId); // a JDBC batch does not answer it
        }
        return decided();
    }

    private WriteKind kind() {
        return batch.changes().get(0).sql().kind();
    }

    /** Whether rows are removed; a delete that only marks them is an update. */
    private boolean isDelete() {
        return kind() == WriteKind.DELETE;
    }

    /** Whether one statement can delete all: it locks the rows by itself, and a foreign key is checked at its end. */
    private boolean isOneStatement(List<Integer> order) {
        return order.size() <= VersionedBatches.ROWS_PER_STATEMENT
                && sql.mayBatch(batch.changes().get(0).sql());
    }

    private List<Integer> order() {
        List<Integer> given = IntStream.range(0, batch.changes().size()).boxed().toList();
        return batch.verb() == Verb.INSERT || isDelete() ? given : ascending(given);
    }

    private List<Integer> ascending(List<Integer> places) {
        List<Integer> order = IdOrder.ascending(places.stream()
                .map(place -> batch.changes().get(place).idValues())
                .toList());
        return order.stream().map(places::get).toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <R> @Nullable Outcome<R>[] newOutcomes(int rows) {
        return new Outcome[rows];
    }

    @SuppressWarnings("NullAway") // each was set: a row that is not decided throws
    private List<Outcome<R>> decided() {
        return Collections.unmodifiableList(outcomes);
    }

    /** Whether rows are locked and compared before they are written, since the driver will not tell which of them were. */
    private boolean isSentUncounted() {
        return batch.verb() != Verb.INSERT && !isDelete() && !sql.countsBatches() && sql.needsNoCounts();
    }

    private boolean sendsBatches(SameWrites<R, ID> writes) {
        return (sql.countsBatches() || sql.needsNoCounts()) && (sql.answersKeys() || writes.haveIds());
    }

    /** Others may begin to distrust the driver at any moment: that rows were locked does not say that they were compared, too. */
    private List<Integer> lockAndDecide(List<Integer> places) throws Refusal {
        areCompared = true;
        return locks.lockAndDecide(places, outcomes);
    }

    private Verdict<R, ID> verdict(int place) {
        return new Verdict<>(statements, batch.changes().get(place), owner);
    }

    /** Where only the database knows the order, it locks; whether it did. */
    @CanIgnoreReturnValue
    private boolean lockUpdates(List<Integer> places) throws Refusal {
        if (areAllLocked || batch.verb() == Verb.INSERT || isDelete() || isSorted(places)) {
            return false;
        }
        List<Integer> unused = locks.lock(places);
        return true;
    }

    private boolean isSorted(List<Integer> places) {
        List<Change<R>> changes = batch.changes();
        return places.stream()
                .allMatch(place -> IdOrder.isTheDatabases(
                        sql.mapping().id().ownOf(changes.get(place).idValues())));
    }

    private void writeRowByRow(List<Integer> places) throws Refusal {
        lockUpdates(places);
        try (OpenStatements open = new OpenStatements()) {
            Statements<R, ID> kept = statements.keptOpen(open);
            for (int place : places) {
                outcomes.set(place, writeByItself(kept, place));
            }
        }
    }

    private Outcome<R> writeByItself(Statements<R, ID> by, int place) throws Refusal {
        Change<R> change = batch.changes().get(place);
        last = change;
        Write<R, ID> write = Write.among(unit, by, sql, change);
        Outcome<R> outcome = write.send();
        transactionId = write.transactionId() == null ? transactionId : write.transactionId();
        Optional<R> locked = isDelete() && outcome instanceof Missing ? locks.row(place) : Optional.empty();
        if (locked.isPresent() && !statements.canLock()) {
            throw Refusal.unordered("nothing tells who has deleted the row", Refusal.Stage.ANSWERED);
        }
        last = null;
        return locked.isPresent() ? verdict(place).applied(locked.get()) : outcome;
    }

    private void write(List<Integer> places) throws Refusal, SQLException, Uncounted {
        Map<String, List<Integer>> bySql = new LinkedHashMap<>();
        places.forEach(
                place -> bySql.computeIfAbsent(batch.changes().get(place).sql().plain(), key -> new ArrayList<>())
                        .add(place));
        if (bySql.size() > 1
                && batch.verb() != Verb.INSERT
                && !areAllLocked) { // one after the other would not lock in order
            List<Integer> unused = locks.lock(places);
        }
        for (List<Integer> group : bySql.values()) {
            writeGroup(group);
        }
    }

    private void writeGroup(List<Integer> places) throws Refusal, SQLException, Uncounted {
        List<Integer> sent = isDelete() && isOptimistic ? ascending(places) : places;
        SameWrites<R, ID> set = writes(sent);
        if (writeSet(set) || setUpdates.write(set)) {
            decide(sent, set);
            return;
        }
        List<Integer> open = isDelete() && !locks.isLocked() ? lockAndDecide(places) : places;
        lockUpdates(open);
        SameWrites<R, ID> plain = writes(open);
        if (!open.isEmpty() && sendsBatches(plain)) {
            new JdbcBatch<>(statements, sql, plain, owner).write();
        }
        decide(open, plain);
    }

    private SameWrites<R, ID> writes(List<Integer> places) {
        return new SameWrites<>(
                statements,
                sql.mapping().id(),
                places.stream().map(batch.changes()::get).toList(),
                areCompared ? places.stream().map(locks::row).toList() : List.of());
    }

    private void decide(List<Integer> places, SameWrites<R, ID> writes) throws Refusal {
        for (int i = 0; i < places.size(); i++) {
            Optional<Outcome<R>> outcome = writes.outcome(i);
            outcomes.set(places.get(i), outcome.isPresent() ? outcome.get() : writeByItself(statements, places.get(i)));
        }
    }

    private boolean writeSet(SameWrites<R, ID> writes) throws Refusal, SQLException, Uncounted {
        SetBatch<R, ID> set = new SetBatch<>(unit, statements, sql, writes, isOptimistic);
        boolean isSent = set.write();
        if (isSent) {
            transactionId = set.transactionId() == null ? transactionId : set.transactionId();
            decideUnanswered(writes);
        }
        return isSent;
    }

    /** Rows that the statement did not answer are mostly missing; one query tells of all. */
    private void decideUnanswered(SameWrites<R, ID> writes) throws Refusal, Uncounted {
        List<Integer> unanswered = writes.open();
        List<Optional<R>> found = writes.find(unanswered);
        for (int i = 0; i < unanswered.size(); i++) {
            int place = unanswered.get(i);
            Optional<R> row = found.get(i);
            if (row.isEmpty()
                    && writes.isGuarded(place)
                    && !writes.change(place).marks()) { // gone with a row that the batch has deleted
                Verdict<R, ID> verdict = new Verdict<>(statements, writes.change(place), owner);
                writes.decide(place, verdict.applied(writes.locked(place).get()));
            } else {
                writes.requireNotItsOwn(place, row);
                writes.decideUnlocked(place, row);
            }
        }
    }
}
