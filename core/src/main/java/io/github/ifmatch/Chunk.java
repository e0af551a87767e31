package io.github.ifmatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some changes of one statement, and what became of each so far. For one thread at a time, like the connection. */
final class Chunk<R, ID> {

    /** How many ids one query asks for. */
    static final int IDS_PER_QUERY = 512;

    private final Statements<R, ID> statements;
    private final RowId<R, ID> rowId;
    private final List<Change<R>> changes;
    private final List<@Nullable Outcome<R>> outcomes;

    Chunk(Statements<R, ID> statements, RowId<R, ID> rowId, List<Change<R>> changes) {
        this.statements = statements;
        this.rowId = rowId;
        this.changes = changes;
        this.outcomes = new ArrayList<>(Collections.nCopies(changes.size(), null));
    }

    List<Change<R>> changes() {
        return changes;
    }

    Change<R> change(int place) {
        return changes.get(place);
    }

    /** What became of it; empty while that is not known. */
    Optional<Outcome<R>> outcome(int place) {
        return Optional.ofNullable(outcomes.get(place));
    }

    void decide(int place, Outcome<R> outcome) {
        outcomes.set(place, outcome);
    }

    /** The places of which this is true and nothing is known yet. */
    List<Integer> open(IntPredicate which) {
        return IntStream.range(0, changes.size())
                .filter(place -> outcomes.get(place) == null && which.test(place))
                .boxed()
                .toList();
    }

    /** The rows of these places as the transaction sees them. */
    Found find(List<Integer> places) throws Refusal {
        List<@Nullable Object[]> ids = new ArrayList<>();
        places.forEach(place -> ids.add(change(place).idValues()));
        Map<ID, R> rows = find(statements, rowId, ids, false);
        long matched =
                places.stream().filter(place -> rows.containsKey(id(place))).count();
        return new Found(rows, matched == rows.size());
    }

    private ID id(int place) {
        return rowId.ofValues(change(place).idValues());
    }

    /** Rows that were found by their ids. */
    final class Found {

        private final Map<ID, R> rows;
        private final boolean isExact;

        private Found(Map<ID, R> rows, boolean isExact) {
            this.rows = rows;
            this.isExact = isExact;
        }

        /** The row of a place. What the database holds to be the same id, in another form, only it can tell. */
        Optional<R> row(int place) throws Refusal {
            R row = rows.get(id(place));
            return row != null || isExact
                    ? Optional.ofNullable(row)
                    : statements.find(change(place).idValues());
        }
    }

    /** Rows by id, some ids with each query; or locked, in the order of the ids. */
    static <R, ID> Map<ID, R> find(
            Statements<R, ID> statements, RowId<R, ID> rowId, List<@Nullable Object[]> ids, boolean locking)
            throws Refusal {
        Map<ID, R> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_QUERY) {
            List<@Nullable Object[]> some = padded(ids.subList(from, Math.min(ids.size(), from + IDS_PER_QUERY)));
            statements.findAll(some, locking, row -> found.put(rowId.of(row), row));
        }
        return found;
    }

    /** The last one is repeated up to a power of two, so that few different statements are sent. */
    private static List<@Nullable Object[]> padded(List<@Nullable Object[]> ids) {
        List<@Nullable Object[]> padded = new ArrayList<>(ids);
        while (Integer.bitCount(padded.size()) != 1) {
            padded.add(padded.get(padded.size() - 1));
        }
        return padded;
    }
}
