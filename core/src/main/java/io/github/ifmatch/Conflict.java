package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.type.VersionSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else changed the row since it was read: nothing was written, and here is the row as it now stands.
 *
 * <p>For an insert, the row exists already: the expected version is then 0.
 *
 * <p>Immutable, if the row is. Of rows that can be changed in place it keeps the attempted one as it was when the write was
 * refused: a row of its own, made by the table's {@link Shape} or the record's constructor.
 *
 * @param table the table that refused the write
 * @param verb the operation, such as {@code update}, {@code insert}, {@code check}; {@code statement} for one of the
 *     caller's own
 * @param id the row's id
 * @param expectedVersion the version that the caller read; 0 for an insert
 * @param attempted what the caller tried to write, at the expected version; where only some columns were given (a patch),
 *     the current row with those columns laid over it, if the record takes them together; where none were (a delete by
 *     id), the current row itself
 * @param current the row as the table has it, reloaded after the write was refused
 * @param clashes the components that both sides changed differently, if a merge was tried; else empty
 * @param <R> the row
 */
public record Conflict<R>(
        Table<R, ?> table, String verb, Object id, long expectedVersion, R attempted, R current, List<String> clashes)
        implements Outcome<R> {

    /** What to do instead, where an id was to be changed. */
    static final String NO_OTHER_ID =
            "; an id does not change: insert the row under its new id and delete the old row, in one transaction";

    /** Keeps a copy of the clashes, and of an attempted row that can be changed in place. */
    public Conflict {
        requireNonNull(verb, "verb must not be null");
        clashes = List.copyOf(clashes);
        attempted = attempted == current ? attempted : kept(table, attempted);
    }

    /** A conflict of which no merge was tried. */
    public Conflict(Table<R, ?> table, String verb, Object id, long expectedVersion, R attempted, R current) {
        this(table, verb, id, expectedVersion, attempted, current, List.of());
    }

    /** A conflict of an update, of which no merge was tried. */
    public Conflict(Table<R, ?> table, Object id, long expectedVersion, R attempted, R current) {
        this(table, "update", id, expectedVersion, attempted, current);
    }

    /** The same conflict, after a merge that left these clashes. */
    public Conflict<R> withClashes(List<String> components) {
        return new Conflict<>(table, verb, id, expectedVersion, attempted, current, components);
    }

    /** The same conflict with rows of its own, for code that may change the rows that it is shown. */
    public Conflict<R> shown() {
        R shown = kept(table, current);
        return shown == current
                ? this
                : new Conflict<>(
                        table, verb, id, expectedVersion, attempted == current ? shown : attempted, shown, clashes);
    }

    /** A row of which the constructor makes no other stays itself: a conflict must be told all the same. */
    private static <R> R kept(Table<R, ?> table, R row) {
        try {
            return table.copy(row);
        } catch (MappingException e) {
            return row;
        }
    }

    /**
     * What a resolver answered, on the version of the current row.
     *
     * @throws IllegalArgumentException if it is another row
     */
    public R onCurrent(R resolved) {
        Object resolvedId = table.id(resolved);
        if (!isOf(resolvedId)) {
            throw new IllegalArgumentException(
                    "the resolved row must be " + table.nameOf(id) + ": " + table.nameOf(resolvedId) + NO_OTHER_ID);
        }
        return table.withVersion(resolved, currentVersion());
    }

    /** Whether the id is this row's, in the caller's form, or in the table's, which may pad it or give it a scale. */
    boolean isOf(Object other) {
        return table.isSameId(id, other) || table.isSameId(table.id(current), other);
    }

    /**
     * What the attempted and the current row have each changed since the caller read the row.
     *
     * @param base the row as the caller read it
     */
    public Differences differences(R base) {
        return table.differences(requireNonNull(base, "base must not be null"), attempted, current);
    }

    /** In what the attempted and the current row differ; without a base, who changed it is not known. */
    public Differences differences() {
        return table.differences(null, attempted, current);
    }

    /** The version of the current row. */
    public long currentVersion() {
        return table.version(current);
    }

    /**
     * The attempted row on the version just seen, ready for {@link VersionedRows#update update}.
     *
     * <p>Writing it overwrites exactly what {@link #current()} showed: if the row changes once more in between, that
     * is a conflict again. What the other side changed is lost; to keep it, make the change again on {@link #current()}.
     */
    public R rebased() {
        return table.withVersion(attempted, currentVersion());
    }

    /**
     * Whether this very write seems to have been made before: the current version is the one that it would have left, and
     * every column that the caller may write holds what the caller tried to write.
     *
     * <p>So it looks after a lost acknowledgement or a message delivered twice. Decimals are compared by number, not
     * by scale. If the attempted row <em>is</em> the current one, nothing is known of the attempt, and the answer is false.
     * Never of a delete, which leaves no row, so that the second one is {@link Missing}; nor of a check or a patch of nothing, which
     * write none.
     */
    public boolean looksApplied() {
        return attempted != current
                && !verb.equals("delete")
                && !verb.equals("check")
                && (currentVersion() == next() || isUnforeseen())
                && differences().of(Difference.Kind.CLASH).isEmpty();
    }

    /** Which version it would have left is not known where versions are not counted; of an insert, where none is given twice. */
    private boolean isUnforeseen() {
        return !table.versions().isOrdered()
                || (verb.equals("insert") && table.versions().needs64Bits());
    }

    private long next() {
        boolean isAsGiven = verb.equals("insert") && table.versions() == VersionSource.COUNTER_AS_GIVEN;
        return isAsGiven ? Math.max(1, table.version(attempted)) : expectedVersion + 1;
    }

    @Override
    @CanIgnoreReturnValue
    public R orElseThrow() {
        throw new ConflictException(this);
    }

    @Override
    public <T extends @Nullable Object> T fold(
            Function<? super R, ? extends T> applied,
            Function<? super Conflict<R>, ? extends T> conflict,
            Function<? super Missing<R>, ? extends T> missing) {
        return conflict.apply(this);
    }

    /** Whether both are of the same row and hold the same values, arrays by their elements. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Conflict<?> that
                && table.equals(that.table)
                && verb.equals(that.verb)
                && table.isSameId(id, that.id)
                && expectedVersion == that.expectedVersion
                && table.isSameRow(attempted, that.attempted)
                && table.isSameRow(current, that.current)
                && clashes.equals(that.clashes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, verb, expectedVersion, clashes);
    }

    /** Names the table, the id and the two versions, never the rows' values. */
    @Override
    public String toString() {
        return "Conflict[" + table.nameOf(id) + ", expected version " + expectedVersion + ", current version "
                + currentVersion() + "]";
    }
}
