package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be done with the rows of one table in somebody's transaction.
 *
 * <p>Every write of a row that exists is {@code UPDATE … SET …, version = version + 1 WHERE id = ? AND version = ?}, or
 * the DELETE like it, and what it answers is the {@link Outcome}. Each verb comes twice: {@code tryUpdate} returns the
 * outcome, {@code update} is {@code tryUpdate(…).orElseThrow()}. Rows are never changed in place: use the one that comes
 * back.
 *
 * <p>Every write throws, besides what it says itself: {@link SuppressedWriteException} if the row stands at the expected
 * version and yet was not written; {@link SerializationException}, {@link BusyException}, {@link DatabaseException} if
 * the database refused; {@link UnknownOutcomeException} if the connection was lost while committing; {@link
 * MappingException} if the stored row does not fit the table's declaration. A row or an id that is null is a {@link
 * NullPointerException}.
 *
 * <p>A write is atomic: it is made whole or not at all. These operations never commit, roll back or close the transaction,
 * and run nothing of the caller's again; after a conflict or a missing row the transaction can go on. (On a connection in
 * autocommit each write is a transaction by itself.) For one thread at a time, like the connection; a {@link VersionedRepository} is thread-safe.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public interface VersionedRows<R, ID> extends VersionedBatches<R, ID> {

    /** The table. */
    Table<R, ID> table();

    /**
     * Inserts the row at the table's first version, which is 1 by default, whatever version it holds, unless versions are
     * {@linkplain io.github.ifmatch.type.VersionSource#COUNTER_AS_GIVEN taken as given}.
     *
     * <p>An id of null or 0 is left to the database, and so is such a part of an id of several columns, if the database numbers it. An id that
     * exists is a conflict, with the existing row; other unique indexes are a {@link DatabaseException}. If the row of that id came and went at
     * each attempt, it is a {@link BusyException} where that can be proven.
     */
    Outcome<R> tryInsert(R row);

    /**
     * Inserts the row, as {@link #tryInsert} does.
     *
     * @return the row as stored, with its id and version
     * @throws ConflictException if the id exists
     */
    @CanIgnoreReturnValue
    default R insert(R row) {
        return tryInsert(row).orElseThrow();
    }

    /** The row with this id, or empty. */
    Optional<R> find(ID id);

    /**
     * The row with this id.
     *
     * @throws MissingRowException if there is none
     */
    R get(ID id);

    /** The rows with these ids, each once and in the order of the ids; ids without a row are left out. */
    List<R> findAll(Collection<? extends ID> ids);

    /** Writes every versioned column of the row, if it still stands at the row's version. */
    Outcome<R> tryUpdate(R row);

    /**
     * Updates the row, as {@link #tryUpdate} does.
     *
     * @return the row as stored, with its new version
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row; it is not created again
     */
    @CanIgnoreReturnValue
    default R update(R row) {
        return tryUpdate(row).orElseThrow();
    }

    /**
     * Writes the columns in which the two rows differ, if the row still stands at their version.
     *
     * <p>If they differ in none, nothing is sent and the version stays: applied, with {@code before}. A value that can be
     * changed in place, such as an array, is the same if both rows hold the very same one.
     *
     * @throws IllegalArgumentException if the rows have not the same id and version, or differ in a column that is
     *     generated or unversioned; if they are one object, unless it is a record of nothing but numbers, texts, points in
     *     time, enums, UUIDs and records of such, which nothing can have changed
     */
    Outcome<R> tryPatch(R before, R after);

    /**
     * Patches the row, as {@link #tryPatch(Object, Object)} does.
     *
     * @return the row as stored
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row
     */
    @CanIgnoreReturnValue
    default R patch(R before, R after) {
        return tryPatch(before, after).orElseThrow();
    }

    /**
     * Writes the named columns, if the row still stands at this version.
     *
     * <p>If none is named, nothing is written and the version stays: the row is read, and if it stands at this version,
     * the patch is applied.
     *
     * <p>The values may be those of parsed JSON: any number, if the component's class holds it exactly; and text for enums (their
     * names), UUIDs, dates and times (ISO 8601), and bytes (Base64).
     *
     * @param changes new values by the name of the record's component
     * @throws UnfitValueException if a name is no component, or one that a patch cannot write, or its component cannot take a value
     */
    Outcome<R> tryPatch(ID id, long version, Map<String, ?> changes);

    /**
     * Patches the row, as {@link #tryPatch(Object, long, Map)} does.
     *
     * @return the row as stored
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row
     */
    @CanIgnoreReturnValue
    default R patch(ID id, long version, Map<String, ?> changes) {
        return tryPatch(id, version, changes).orElseThrow();
    }

    /** Deletes the row, if it still stands at the row's version. */
    Outcome<R> tryDelete(R row);

    /**
     * Deletes the row, as {@link #tryDelete(Object)} does.
     *
     * @return the row as it last stood; as it stands now, where a delete only {@linkplain Table#softDelete(String) marks} it
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row
     */
    @CanIgnoreReturnValue
    default R delete(R row) {
        return tryDelete(row).orElseThrow();
    }

    /** Deletes the row with this id, if it still stands at this version. */
    Outcome<R> tryDelete(ID id, long version);

    /**
     * Deletes the row with this id, as {@link #tryDelete(Object, long)} does.
     *
     * @return the row as it last stood; as it stands now, where a delete only {@linkplain Table#softDelete(String) marks} it
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row
     */
    @CanIgnoreReturnValue
    default R delete(ID id, long version) {
        return tryDelete(id, version).orElseThrow();
    }

    /**
     * Advances the version and changes nothing else, if the row still stands at the row's version: for a row whose
     * children change.
     *
     * @throws UnsupportedOperationException if the version is {@linkplain Table#comparing made of columns}, none of which would change
     */
    Outcome<R> tryTouch(R row);

    /**
     * Touches the row, as {@link #tryTouch} does.
     *
     * @return the row as stored, with its new version
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row
     * @throws UnsupportedOperationException if the version is {@linkplain Table#comparing made of columns}, none of which would change
     */
    @CanIgnoreReturnValue
    default R touch(R row) {
        return tryTouch(row).orElseThrow();
    }

    /**
     * Verifies that a row which was only read still stands at its version, and locks it until the transaction ends.
     *
     * <p>Against write skew: a transaction that writes one row because of what it read in another checks the other. The
     * version stays. One round trip: {@code SELECT … FOR UPDATE}, or the dialect's like. (In a {@link VersionedRepository}
     * the lock ends with the operation, so nothing is held.)
     *
     * @return applied, with the row as it stands; a conflict, if somebody else changed it; or missing
     */
    Outcome<R> tryCheck(R row);

    /**
     * Checks the row, as {@link #tryCheck} does.
     *
     * @return the row as it stands
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row
     */
    @CanIgnoreReturnValue
    default R check(R row) {
        return tryCheck(row).orElseThrow();
    }

    /**
     * Confirms that a statement of one's own, with this id and this version in its WHERE, changed one row.
     *
     * <p>If it changed none, the row is read again, as after a write of ours, and the answer is thrown. Of what the statement
     * tried to write nothing is known here: in the conflict, the attempted row is the current one. Nothing is sent if it
     * changed one row.
     *
     * @param count how many rows the statement changed, as the driver says
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row
     * @throws SuppressedWriteException if the row stands at this version: something else in the WHERE did not hold, a trigger, a rule or
     *     a policy suppresses the write, or the row was deleted and created again since, at the same version: it cannot be sent again
     *     here, to tell
     * @throws SerializationException if the transaction sees an old snapshot
     * @throws MappingException if it changed more than one row; the transaction is to be rolled back
     * @throws DatabaseException if the driver does not say how many ({@code count} is negative); likewise
     */
    void confirm(ID id, long version, long count);

    /**
     * The same for a statement whose id is known only as it was bound: a conflict has the id of the row that was found, and a
     * missing row is called as it was bound.
     */
    void confirm(BoundId bound, long version, long count);

    /**
     * Writes every versioned column of the row at whatever version it stands: the last writer wins.
     *
     * <p>The version advances, so that holders of older copies find out. Logged at WARN with the table, the id, the
     * versions and the reason. The answer is never a conflict.
     *
     * @param reason why somebody else's change may be lost, for the log
     * @throws IllegalArgumentException if the reason is blank
     */
    Outcome<R> tryOverwrite(R row, String reason);

    /**
     * Overwrites the row, as {@link #tryOverwrite} does.
     *
     * @return the row as stored, with its new version
     * @throws MissingRowException if there is no such row
     */
    @CanIgnoreReturnValue
    default R overwrite(R row, String reason) {
        return tryOverwrite(row, reason).orElseThrow();
    }

    /**
     * Writes unversioned columns: no version is checked or advanced, and the last writer wins. The answer is never a
     * conflict.
     *
     * @param values new values by the name of the record's component
     * @throws IllegalArgumentException if none is named, a name is no unversioned component, or a value is of the wrong
     *     class
     */
    Outcome<R> tryWriteUnversioned(ID id, Map<String, ?> values);

    /**
     * Writes unversioned columns, as {@link #tryWriteUnversioned} does.
     *
     * @return the row as stored
     * @throws MissingRowException if there is no such row
     */
    @CanIgnoreReturnValue
    default R writeUnversioned(ID id, Map<String, ?> values) {
        return tryWriteUnversioned(id, values).orElseThrow();
    }
}
