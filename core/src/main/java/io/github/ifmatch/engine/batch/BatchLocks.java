package io.github.ifmatch.engine.batch;

import io.github.ifmatch.Outcome;
import io.github.ifmatch.engine.mapping.RowId;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.Inspection;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.RowsByPlace;
import io.github.ifmatch.engine.write.Ruling;
import io.github.ifmatch.engine.write.Statements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch that were locked by a query, before anything was written: in the order that the database has for their
 * ids. For one thread at a time, like the connection.
 */
final class BatchLocks<R, ID> {

    private final Statements<R, ID> statements;
    private final RowId<R, ID> rowId;
    private final List<Change<R>> changes;
    private final Map<Integer, R> rows = new HashMap<>();
    private boolean isLocked;

    BatchLocks(Statements<R, ID> statements, RowId<R, ID> rowId, List<Change<R>> changes) {
        this.statements = statements;
        this.rowId = rowId;
        this.changes = changes;
    }

    /** Locks the rows of these places; answers the places that have none. */
    List<Integer> lock(List<Integer> places) throws Refusal {
        isLocked = true;
        List<Optional<R>> found = find(places, true);
        List<Integer> absent = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            found.get(i).ifPresentOrElse(row -> rows.put(place, row), () -> absent.add(place));
        }
        return absent;
    }

    /** Of places that have no row to lock, those that have none at all: a policy may let a row be read and not be locked. */
    List<Integer> missing(List<Integer> absent) throws Refusal {
        if (absent.isEmpty()) {
            return absent;
        }
        List<Optional<R>> unlocked = find(absent, false);
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < absent.size(); i++) {
            Change<R> change = changes.get(absent.get(i));
            Ruling ruling = Inspection.ofManyLockedOut(
                    statements, change.verb().question(), change.expectedVersion(), unlocked.get(i));
            if (ruling == Ruling.MISSING && unlocked.get(i).isEmpty()) {
                missing.add(absent.get(i));
            }
        }
        return missing;
    }

    private List<Optional<R>> find(List<Integer> places, boolean locking) throws Refusal {
        List<@Nullable Object[]> ids =
                places.stream().map(place -> changes.get(place).idValues()).toList();
        return RowsByPlace.find(statements, rowId, ids, locking);
    }

    /** Locks the rows, and decides those that are not to be written; answers the others. */
    List<Integer> lockAndDecide(List<Integer> places, List<@Nullable Outcome<R>> outcomes) throws Refusal {
        for (int place : missing(lock(places))) {
            Change<R> change = changes.get(place);
            outcomes.set(place, change.logged(change.missing()));
        }
        for (int place : places) {
            Change<R> change = changes.get(place);
            against(place).ifPresent(row -> outcomes.set(place, change.logged(change.conflict(row))));
        }
        return places.stream().filter(place -> outcomes.get(place) == null).toList();
    }

    /** The row as it stood when it was locked. */
    Optional<R> row(int place) {
        return Optional.ofNullable(rows.get(place));
    }

    /** The same row, if it is a conflict; where nothing was locked, only one that a plain read proves. */
    Optional<R> against(int place) throws Refusal {
        Change<R> change = changes.get(place);
        Optional<R> row = row(place);
        if (row.isEmpty()) {
            return row;
        }
        Ruling ruling = statements.canLock()
                ? Inspection.ofLocked(statements, change.verb().question(), change.expectedVersion(), row.get())
                : Inspection.ofMany(statements, change.verb().question(), change.expectedVersion(), row);
        return ruling == Ruling.CONFLICT ? row : Optional.empty();
    }

    boolean isLocked() {
        return isLocked;
    }

    /** The transaction was rolled back. */
    void forget() {
        isLocked = false;
        rows.clear();
    }
}
