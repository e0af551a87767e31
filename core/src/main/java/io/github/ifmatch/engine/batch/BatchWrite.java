package io.github.ifmatch.engine.batch;

import io.github.ifmatch.Applied;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.engine.batch.SameWrites.Uncounted;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.Statements;
import io.github.ifmatch.engine.write.Unit;
import io.github.ifmatch.engine.write.UserExceptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a batch until it is decided: again as a whole after a serialization failure or a deadlock, if the transaction is its
 * own, from the first deadlock on with its rows locked first; where the driver does not count, or one statement did not write all rows, with
 * its rows locked first if that is enough, else row by row; and again, with the part that the database refused row by row, so that the row can be named. For one
 * thread at a time.
 */
public final class BatchWrite<R, ID> {

    /** If so many parts were refused, it is not for a row of theirs. */
    private static final int REFUSED_PARTS = 3;

    /** Hears that the batch will be sent again after a failure. */
    public interface Again {
        void after(int attempts, VersionedException failure);
    }

    private final Unit unit;
    private final TableSql<R, ID> sql;
    private final Batch<R> batch;
    private final BatchSending<R, ID> sending;
    private final Again again;
    private final Set<Integer> refusedParts = new HashSet<>();
    private boolean rowByRow;
    private boolean isUncounted;
    private boolean hasBegun;
    private boolean mayGoUnlocked;
    private boolean isUnlocked;
    private int attempts;

    public BatchWrite(Unit unit, Statements<R, ID> statements, TableSql<R, ID> sql, Batch<R> batch, Again again) {
        this.unit = unit;
        this.sql = sql;
        this.batch = batch;
        this.again = again;
        this.mayGoUnlocked = unit.outlivesDeadlock() && !batch.locksFirst();
        this.sending = new BatchSending<>(unit, statements, sql, batch);
    }

    /**
     * The outcomes; where the batch is all or nothing and one is refused, everything is undone. What cannot be undone must not be
     * committed.
     */
    public List<Outcome<R>> run() throws SQLException {
        try {
            List<Outcome<R>> outcomes = decided();
            if (!unit.isWhole()) {
                throw new DatabaseException(
                        batch.where() + ": what was refused cannot be undone without savepoints. "
                                + unit.owner().carriedOut,
                        null);
            }
            return outcomes;
        } catch (SuppressedWriteException e) {
            throw unit.isWhole() ? e : unit.failed(e);
        } catch (VersionedException e) {
            throw unit.failed(e);
        } catch (RuntimeException | Error e) {
            if (!unit.isWhole()) {
                VersionedException unused = unit.failed(UserExceptions.cutShort(batch.where(), e));
            }
            throw e;
        }
    }

    private List<Outcome<R>> decided() throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return once();
            } catch (Uncounted e) {
                requireUndone(e);
                switch (e.untold()) {
                    case COUNTS -> {
                        rowByRow = isUncounted || batch.leavesIds() || !sql.needsNoCounts();
                        isUncounted = true;
                    }
                    case KEYS -> {} // no such batch is sent again
                    case PAIRS -> sendRowByRow();
                    case SET -> sending.doubtSets();
                }
            } catch (Refusal refusal) {
                decide(refusal, Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }

    private void requireUndone(Uncounted e) {
        if (e.isTheDrivers() && batch.leavesIds()) {
            sql.distrustKeys();
        }
        switch (e.untold()) {
            case COUNTS -> sql.distrustBatches();
            case KEYS -> sql.distrustKeys();
            case PAIRS, SET -> {}
        }
        if (!unit.isWhole()) {
            String unknown = e.untold() == Uncounted.Untold.PAIRS
                    ? ": which row made which cannot be told. The column, or a trigger, changes ids. "
                    : ": the driver does not say which rows it changed. ";
            throw new DatabaseException(batch.where() + unknown + unit.owner().carriedOut, null);
        }
    }

    private void sendRowByRow() {
        refusedParts.add(sending.part());
        rowByRow = refusedParts.size() > REFUSED_PARTS;
    }

    private List<Outcome<R>> once() throws Refusal, SQLException, Uncounted {
        hasBegun = false;
        unit.begin();
        hasBegun = true;
        boolean isDone = false;
        try {
            List<Outcome<R>> outcomes = written();
            if (!batch.isAllOrNothing() || outcomes.stream().allMatch(Outcome::isApplied)) {
                unit.keep();
                isDone = true;
                return outcomes;
            }
            return unwritten(outcomes);
        } finally {
            if (!isDone) {
                unit.undo();
            }
        }
    }

    private List<Outcome<R>> written() throws Refusal, SQLException, Uncounted {
        try {
            isUnlocked = mayGoUnlocked && !sql.batches().isContended();
            return sending.write(rowByRow, refusedParts, isUnlocked);
        } catch (Refusal refusal) {
            throw unit.proven(refusal);
        }
    }

    /** What was applied is undone: shown as it was tried, at the version at which the row still stands. */
    private List<Outcome<R>> unwritten(List<Outcome<R>> outcomes) {
        List<Outcome<R>> unwritten = new ArrayList<>();
        for (int place = 0; place < outcomes.size(); place++) {
            Outcome<R> outcome = outcomes.get(place);
            unwritten.add(
                    outcome instanceof Applied<R> applied
                            ? new Applied<>(
                                    batch.changes().get(place).attempted().apply(applied.row()))
                            : outcome);
        }
        return unwritten;
    }

    /** Returns if the batch is to be sent once more. */
    private void decide(Refusal refusal, Duration elapsed) {
        boolean isDeadlock = refusal.isDeadlock();
        boolean isForNotLocking = isDeadlock && isUnlocked; // never the caller's to pay for
        if (isForNotLocking) {
            mayGoUnlocked = false;
            sql.batches().contended();
        }
        if ((isDeadlock || refusal.fault() == Fault.SERIALIZATION)
                && !unit.owner().isPart()) {
            attempts++;
            if (isForNotLocking || (attempts < Unit.ATTEMPTS && Retry.DEFAULT.pause(attempts, elapsed))) {
                again.after(attempts, failure(refusal));
                return;
            }
        }
        boolean isOfOneRow = refusal.fault() == Fault.OTHER || refusal.fault() == Fault.DUPLICATE;
        if (isOfOneRow
                && hasBegun
                && !refusedParts.contains(sending.part())
                && !rowByRow
                && sending.last().isEmpty()
                && unit.isWhole()
                && refusal.stage() != Refusal.Stage.COMMITTING) {
            sendRowByRow();
            return;
        }
        throw failure(refusal);
    }

    private VersionedException failure(Refusal refusal) {
        if (refusal.stage() == Refusal.Stage.COMMITTING) {
            return unit.owner().isPart()
                    ? UserExceptions.ofBatch(refusal, batch, unit.owner())
                    : UserExceptions.ofCommit(refusal, batch, unit.inquiry());
        }
        return sending.last()
                .map(change -> UserExceptions.ofWrite(refusal, change, unit.owner()))
                .orElseGet(() -> UserExceptions.ofBatch(refusal, batch, unit.owner()));
    }
}
