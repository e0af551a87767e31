package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRows;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Writes a row if it stands at one of the acceptable versions: the check is the statement's own predicate.
 *
 * <p>One acceptable version is one statement. Of several, the one that the row stands at is looked up, and written; if the
 * row moves on to another acceptable one in between, that is tried, at most 5 writes in all. Where any version is
 * acceptable, an update is an {@linkplain VersionedRows#tryOverwrite overwrite}, logged as such.
 *
 * <p>As thread-safe as the rows: Thread-safe over a repository; else For one thread at a time, like the connection.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public final class ConditionalRows<R, ID> {

    private static final int WRITES = 5;

    private final VersionedRows<R, ID> rows;
    private final Table<R, ID> table;

    private ConditionalRows(VersionedRows<R, ID> rows) {
        this.rows = rows;
        this.table = rows.table();
    }

    /** Conditional writes to these rows. */
    public static <R, ID> ConditionalRows<R, ID> of(VersionedRows<R, ID> rows) {
        return new ConditionalRows<>(requireNonNull(rows, "rows must not be null"));
    }

    /** Writes every versioned column of the row, whatever version it holds, if the stored one is acceptable. */
    public Outcome<R> tryUpdate(R row, AcceptableVersions acceptable) {
        ID id = table.id(row);
        return acceptable.versions().isEmpty()
                ? rows.tryOverwrite(row, "the client accepts any version")
                : write("update", id, acceptable, version -> rows.tryUpdate(table.withVersion(row, version)));
    }

    /**
     * Writes the named columns, if the stored version is acceptable; the values may be those of parsed JSON, as for
     * {@link VersionedRows#tryPatch(Object, long, Map)}.
     *
     * @throws io.github.ifmatch.UnfitValueException if a component cannot take a value, or is none that a patch can write: 422, as
     *     {@link Problem} has it
     */
    public Outcome<R> tryPatch(ID id, AcceptableVersions acceptable, Map<String, ?> changes) {
        return write("patch", id, acceptable, version -> rows.tryPatch(id, version, changes));
    }

    /**
     * Checks that the stored version is acceptable, and locks the row until the transaction ends: for the root of an aggregate, before
     * what belongs to it is changed.
     *
     * <p>Nothing is written. The conflict's verb is {@code check}; a listener is told of the patch of nothing that it is. (In a repository the lock ends with the operation, so another acceptable version may follow.)
     *
     * @return applied, with the row as it stands; a conflict, at a version that is not acceptable; or missing
     */
    public Outcome<R> tryCheck(ID id, AcceptableVersions acceptable) {
        return write("check", id, acceptable, version -> checked(rows.tryPatch(id, version, Map.of())));
    }

    /** The rows have no check by id: a patch of nothing is one, by another name. */
    private static <R> Outcome<R> checked(Outcome<R> outcome) {
        return outcome instanceof Conflict<R> of
                ? new Conflict<>(of.table(), "check", of.id(), of.expectedVersion(), of.attempted(), of.current())
                : outcome;
    }

    /** Deletes the row, if the stored version is acceptable. */
    public Outcome<R> tryDelete(ID id, AcceptableVersions acceptable) {
        return write("delete", id, acceptable, version -> rows.tryDelete(id, version));
    }

    /**
     * Updates the row as {@link #tryUpdate} does, or inserts it where absence is acceptable, and says which: for PUT.
     *
     * <p>With {@code If-None-Match: *} it is inserted, or nothing is done: of many at once, one creates it, and the others
     * get a conflict. Where anything is acceptable, the answer is never a missing row, unless the id is 0: such a row is never inserted,
     * for the database would give it another id. So it would if a part of an id of several columns is 0 that it numbers: refuse such a request.
     *
     * <p>Where clients choose ids, an id may come again: declare the table with {@link io.github.ifmatch.type.VersionSource#COUNTER_FROM_CLOCK}, or a tag of a
     * deleted row matches the one that is created after it.
     *
     * @throws IllegalArgumentException if the row has no id: it is the request that names it
     */
    public Put<R> tryCreateOrUpdate(R row, AcceptableVersions acceptable) {
        boolean isOnlyUpdated = isZero(table.id(row)) && acceptable.versions().isEmpty();
        if (isOnlyUpdated || !acceptable.acceptsAbsence()) {
            return updated(row, acceptable);
        }
        if (acceptable.versions().isPresent()) {
            return inserted(row);
        }
        Put<R> put = updated(row, acceptable);
        for (int writes = 1; mayGoOn(put.outcome(), writes); writes++) {
            put = put.outcome() instanceof Missing ? inserted(row) : updated(row, acceptable);
        }
        return put;
    }

    /**
     * A missing row is not the last word, since it is to be created: an insert is applied, or shows the row that somebody else made. So
     * the last write of all is kept for one.
     */
    private static boolean mayGoOn(Outcome<?> outcome, int writes) {
        return outcome instanceof Missing || (!outcome.isApplied() && writes < WRITES - 1);
    }

    /**
     * Does as {@link #tryCreateOrUpdate}, for callers that need not tell a created row from an updated one.
     *
     * @throws IllegalArgumentException if the row has no id: it is the request that names it
     */
    public Outcome<R> tryPut(R row, AcceptableVersions acceptable) {
        return tryCreateOrUpdate(row, acceptable).outcome();
    }

    private Put<R> inserted(R row) {
        Outcome<R> outcome = isZero(table.id(row)) ? notInserted(row, table.id(row)) : rows.tryInsert(row);
        return new Put<>(outcome, outcome.isApplied());
    }

    private Outcome<R> notInserted(R row, ID id) {
        return rows.find(id)
                .<Outcome<R>>map(current -> new Conflict<>(table, "insert", id, 0, row, current))
                .orElseGet(() -> new Missing<>(table, id));
    }

    /** Such an id stands for one that the database shall give. */
    private static boolean isZero(Object id) {
        return id instanceof Number number && number.doubleValue() == 0;
    }

    private Put<R> updated(R row, AcceptableVersions acceptable) {
        return new Put<>(tryUpdate(row, acceptable), false);
    }

    private Outcome<R> write(String verb, ID id, AcceptableVersions wanted, LongFunction<Outcome<R>> write) {
        AcceptableVersions acceptable = possible(wanted);
        if (acceptable.single().isPresent()) {
            return write.apply(acceptable.single().getAsLong());
        }
        Optional<R> row = rows.find(id);
        if (acceptable.versions().filter(Set::isEmpty).isPresent()) {
            long expected = wanted.single().orElse(0);
            return row.<Outcome<R>>map(current -> new Conflict<>(table, verb, id, expected, current, current))
                    .orElseGet(() -> new Missing<>(table, id));
        }
        // If none is acceptable, one of them is tried all the same: the statement refuses it, and has the last word.
        long first = row.map(table::version)
                .filter(acceptable::accepts)
                .orElseGet(() -> acceptable.versions().map(NavigableSet::last).orElse(1L));
        Outcome<R> outcome = write.apply(first);
        for (int writes = 1; writes < WRITES && isAcceptable(outcome, acceptable); writes++) {
            outcome = write.apply(((Conflict<R>) outcome).currentVersion());
        }
        return outcome;
    }

    /** Without the versions that no row of the table can be at, whatever a client sends: the statement cannot ask for them. */
    private AcceptableVersions possible(AcceptableVersions acceptable) {
        NavigableSet<Long> versions = acceptable.versions().orElseGet(Collections::emptyNavigableSet);
        return versions.stream().allMatch(table::canHold)
                ? acceptable
                : AcceptableVersions.oneOf(
                        versions.stream().filter(table::canHold).toList());
    }

    private static boolean isAcceptable(Outcome<?> outcome, AcceptableVersions acceptable) {
        return outcome instanceof Conflict<?> conflict && acceptable.accepts(conflict.currentVersion());
    }
}
