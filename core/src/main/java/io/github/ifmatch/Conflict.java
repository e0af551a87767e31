package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else changed the row since it was read: nothing was written, and here is the row as it now stands.
 *
 * <p>For an insert, the row exists already: the expected version is then 0.
 *
 * <p>Immutable, if the row is.
 *
 * @param table the table that refused the write
 * @param id the row's id
 * @param expectedVersion the version that the caller read; 0 for an insert
 * @param attempted what the caller tried to write, at the expected version; where only some columns were given, or none
 *     (a patch, a delete by id), the current row with those columns laid over it, if the record takes them together
 * @param current the row as the table has it, reloaded after the write was refused
 * @param <R> the row
 */
public record Conflict<R>(Table<R, ?> table, Object id, long expectedVersion, R attempted, R current)
        implements Outcome<R> {

    /** The version of the current row. */
    public long currentVersion() {
        return table.mapping().version(current);
    }

    /**
     * The attempted row on the version just seen, ready for {@link VersionedRows#update update}.
     *
     * <p>Writing it overwrites exactly what {@link #current()} showed: if the row changes once more in between, that
     * is a conflict again. What the other side changed is lost; to keep it, make the change again on {@link #current()}.
     */
    public R rebased() {
        return table.mapping().withVersion(attempted, currentVersion());
    }

    /**
     * Whether this very write seems to have been made before: the current version is the expected one + 1, and every
     * column that the caller may write holds what the caller tried to write.
     *
     * <p>So it looks after a lost acknowledgement or a message delivered twice. Decimals are compared by number, not
     * by scale.
     */
    public boolean looksApplied() {
        return currentVersion() == expectedVersion + 1 && table.mapping().sameWritten(attempted, current);
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

    /** Names the table, the id and the two versions, never the rows' values. */
    @Override
    public String toString() {
        return "Conflict[" + RowName.of(table, id) + ", expected version " + expectedVersion + ", current version "
                + currentVersion() + "]";
    }
}
