package io.github.ifmatch.engine.batch;

import io.github.ifmatch.Outcome;
import io.github.ifmatch.engine.mapping.IdKey;
import io.github.ifmatch.engine.mapping.RowId;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.Inspection;
import io.github.ifmatch.engine.write.Marked;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.RowsByPlace;
import io.github.ifmatch.engine.write.Ruling;
import io.github.ifmatch.engine.write.Statements;
import io.github.ifmatch.engine.write.Verb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The changes of a batch that one statement makes, and what became of each so far. For one thread at a time, like the connection. */
final class SameWrites<R, ID> {

    private final Statements<R, ID> statements;
    private final RowId<R, ID> rowId;
    private final List<Change<R>> changes;
    private final List<Optional<R>> locked;
    private final List<@Nullable Outcome<R>> outcomes;

    /**
     * Some, of which nothing is decided.
     *
     * @param locked the rows, if they were locked before: one for each change, at its expected version
     */
    SameWrites(Statements<R, ID> statements, RowId<R, ID> rowId, List<Change<R>> changes, List<Optional<R>> locked) {
        this.statements = statements;
        this.rowId = rowId;
        this.changes = changes;
        this.locked = locked;
        this.outcomes = new ArrayList<>(Collections.nCopies(changes.size(), null));
    }

    /** It is not known which of them changed a row: the batch must be undone. */
    static final class Uncounted extends Exception {

        private static final long serialVersionUID = 1L;

        /** What cannot be told. */
        enum Untold {
            /** How many rows each statement changed: the driver does not say so. */
            COUNTS,
            /** The keys of the rows that the database has numbered: the driver does not answer them all. */
            KEYS,
            /** Which row is which: the column or a trigger has changed the ids. */
            PAIRS,
            /** Which rows one statement for all has left out, or whether it has. */
            SET
        }

        private final Untold untold;

        private Uncounted(Untold untold) {
            super(null, null, false, false);
            this.untold = untold;
        }

        Untold untold() {
            return untold;
        }

        /** Whether it would be so with every batch. */
        boolean isTheDrivers() {
            return untold == Untold.COUNTS || untold == Untold.KEYS;
        }
    }

    /** The driver does not tell how many rows each statement changed. */
    static Uncounted uncounted() {
        return new Uncounted(Uncounted.Untold.COUNTS);
    }

    /** The driver does not answer the keys of all rows that the database has numbered. */
    static Uncounted unkeyed() {
        return new Uncounted(Uncounted.Untold.KEYS);
    }

    /** The rows that were answered cannot be told apart by their ids, which the column or a trigger has changed. */
    static Uncounted unpaired() {
        return new Uncounted(Uncounted.Untold.PAIRS);
    }

    /** The count of a statement for many rows is not that of the rows. */
    static Uncounted miscounted() {
        return new Uncounted(Uncounted.Untold.SET);
    }

    List<Change<R>> changes() {
        return changes;
    }

    /** Whether the caller gave the ids; else the database does. */
    boolean haveIds() {
        return change(0).id() != null;
    }

    Change<R> change(int place) {
        return changes.get(place);
    }

    /** The row as it stood when it was locked, before anything was written; empty if rows were not locked. */
    Optional<R> locked(int place) {
        return locked.isEmpty() ? Optional.empty() : locked.get(place);
    }

    /** Whether nobody else can have removed the row: it was locked before. */
    boolean isGuarded(int place) {
        return locked(place).isPresent() && statements.canLock();
    }

    /** What became of it; empty while that is not known. */
    Optional<Outcome<R>> outcome(int place) {
        return Optional.ofNullable(outcomes.get(place));
    }

    boolean isDecided(int place) {
        return outcomes.get(place) != null;
    }

    void decide(int place, Outcome<R> outcome) {
        outcomes.set(place, outcome);
    }

    /** Decides what a row proves, or none, that was read without a lock; what it leaves open is to be written by itself. */
    void decideUnlocked(int place, Optional<R> row) throws Refusal {
        Change<R> change = change(place);
        Ruling ruling = Inspection.ofMany(statements, change.verb().question(), change.expectedVersion(), row);
        if (ruling == Ruling.MISSING) {
            decide(place, change.logged(change.missing()));
        } else if (ruling == Ruling.CONFLICT) {
            decide(place, change.logged(change.conflict(row.orElseThrow())));
        }
    }

    /**
     * A row just like the one that was to be inserted may be the batch's own, which a trigger has put elsewhere: written by itself, the insert
     * tells.
     */
    void requireNotItsOwn(int place, Optional<R> row) throws Uncounted {
        Change<R> change = change(place);
        if (change.verb() == Verb.INSERT && row.filter(change::isLike).isPresent()) {
            throw unpaired();
        }
    }

    /** The places of which nothing is known yet. */
    List<Integer> open() {
        return IntStream.range(0, changes.size())
                .filter(place -> outcomes.get(place) == null)
                .boxed()
                .toList();
    }

    /** A part of it, of which nothing is known yet. */
    SameWrites<R, ID> part(int from, int to) {
        return new SameWrites<>(
                statements, rowId, changes.subList(from, to), locked.isEmpty() ? locked : locked.subList(from, to));
    }

    /** The rows of these places as the transaction sees them, one for each place. */
    List<Optional<R>> find(List<Integer> places) throws Refusal {
        List<@Nullable Object[]> ids = new ArrayList<>();
        places.forEach(place -> ids.add(change(place).idValues()));
        return RowsByPlace.find(statements, rowId, ids, false);
    }

    /** The same of places that were written: rows that a delete has marked are seen so alone. */
    List<Optional<R>> findWritten(List<Integer> places) throws Refusal {
        return change(0).marks()
                ? Marked.findAll(
                        statements,
                        places.stream().map(place -> change(place).idValues()).toList())
                : find(places);
    }

    /** The stored row's id as it can be compared with another stored one. */
    IdKey key(R row) {
        return IdKey.of(rowId.values(rowId.of(row)));
    }
}
