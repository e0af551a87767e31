package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.batch.BatchWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with many rows of one table at once.
 *
 * <p>Each verb comes twice. {@code tryUpdateAll} is row by row: what can be written is written, and every row given gets
 * its {@link Outcome}, at the same place in the list. {@code updateAll} is all or nothing: if one row is refused, none is
 * written, and the {@link RefusedBatchException} holds every outcome.
 *
 * <p>One call is one transaction (in somebody's transaction, one savepoint): if it throws, nothing of it is written. The
 * rows are locked in the order of their ids, as change sets lock them, so that batches cannot deadlock, and sent {@value
 * #ROWS_PER_STATEMENT} at a time: one statement for each where the dialect has one, else a JDBC batch and one query. (Where a
 * driver sends a JDBC batch row by row, as H2's does, each row is a statement that answers it.) Inserts and deletes are made in
 * the order given, so that rows can refer to one another. What a driver does not count is undone and written row by row; of a
 * batch that the database refuses, the rows of the statement that it refused, to name the row. A serialization failure, or a deadlock, runs a
 * batch of its own transaction again, at most 5 attempts in all.
 *
 * <p>All rows and all outcomes are in memory; for more than that, {@link BatchWriter}. Every method throws, besides what it
 * says itself, what {@link VersionedRows} says of every write, and {@link IllegalArgumentException} if two rows of one call
 * have the same id. Thread-safe where the rows are: in a {@link VersionedRepository}; else for one thread at a time, like
 * the connection.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public interface VersionedBatches<R, ID> {

    /** How many rows one statement, or one JDBC batch, writes. */
    int ROWS_PER_STATEMENT = 1_000;

    /** Inserts each row at the first version, as {@link VersionedRows#tryInsert} does; an id that exists is a conflict. */
    List<Outcome<R>> tryInsertAll(Collection<? extends R> rows);

    /**
     * Inserts all rows, or none.
     *
     * @return the rows as stored, in the same order
     * @throws RefusedBatchException if an id exists
     */
    @CanIgnoreReturnValue
    List<R> insertAll(Collection<? extends R> rows);

    /** Writes every versioned column of each row that still stands at its version. */
    List<Outcome<R>> tryUpdateAll(Collection<? extends R> rows);

    /**
     * Updates all rows, or none.
     *
     * @return the rows as stored, in the same order
     * @throws RefusedBatchException if somebody else changed a row since it was read, or there is no such row
     */
    @CanIgnoreReturnValue
    List<R> updateAll(Collection<? extends R> rows);

    /**
     * Patches each row that still stands at its version, as {@link VersionedRows#tryPatch(Object, Object)} does: an edit that
     * changes nothing sends nothing and is applied, with {@code before}.
     *
     * <p>Edits that change different columns are different statements; where there are more than one, the rows are locked by a
     * query before, or sent one by one in the order of their ids.
     */
    List<Outcome<R>> tryPatchAll(Collection<Edit<R>> edits);

    /**
     * Patches all rows, or none.
     *
     * @return the rows as stored, in the same order
     * @throws RefusedBatchException if somebody else changed a row since it was read, or there is no such row
     */
    @CanIgnoreReturnValue
    List<R> patchAll(Collection<Edit<R>> edits);

    /** Deletes each row that still stands at its version; an applied outcome holds the row as {@link #deleteAll} answers it. */
    List<Outcome<R>> tryDeleteAll(Collection<? extends R> rows);

    /**
     * Deletes all rows, or none.
     *
     * @return the rows as they last stood, in the same order; as they stand now, where a delete only {@linkplain Table#softDelete(String)
     *     marks} them
     * @throws RefusedBatchException if somebody else changed a row since it was read, or there is no such row
     */
    @CanIgnoreReturnValue
    List<R> deleteAll(Collection<? extends R> rows);

    /**
     * Writes the same values into each of these rows that still stands at its version.
     *
     * @param versions the version that the caller read, by id
     * @param changes new values by the name of the record's component; at least one
     * @return the outcomes by id, in the order of the versions
     * @throws IllegalArgumentException if no component is named, a name is no component, or one that a patch cannot write,
     *     or a value is of the wrong class
     */
    Map<ID, Outcome<R>> tryUpdateVersions(Map<ID, Long> versions, Map<String, ?> changes);

    /**
     * Writes the same values into all of these rows, or into none, as {@link #tryUpdateVersions} does.
     *
     * @return the rows as stored, by id
     * @throws RefusedBatchException if somebody else changed a row since it was read, or there is no such row
     */
    @CanIgnoreReturnValue
    Map<ID, R> updateVersions(Map<ID, Long> versions, Map<String, ?> changes);

    /**
     * Writes the same values into every row that meets the condition, whatever its version, and advances the version of each:
     * holders of older copies find out.
     *
     * <p>One statement: {@code UPDATE … SET …, version = version + 1 WHERE condition}. The database looks at the condition
     * once more where it had to wait for a row. Rows of NULL version advance to 1 where the table adopts them.
     * A connection that is lost on the way leaves it unknown whether they were written, unless the transaction is somebody's.
     *
     * <pre>{@code
     * int late = invoices.updateWhere(Map.of("status", "late"), "due < ? AND status = ?", today, "open");
     * }</pre>
     *
     * @param changes new values by the name of the record's component; at least one
     * @param condition SQL of the caller's own, in the names of columns: it is sent as it is, so never put values into it
     * @param arguments one for each {@code ?} of the condition, of any class that a column can have
     * @return how many rows were written
     * @throws IllegalArgumentException if no component is named, a name is no component, or one that a patch cannot write,
     *     a value or an argument is of the wrong class, or the condition is blank
     */
    @CanIgnoreReturnValue
    long updateWhere(Map<String, ?> changes, String condition, @Nullable Object... arguments);
}
