package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * There is no such row (any more): nothing was written, and the row was not created.
 *
 * <p>Immutable.
 *
 * @param table the table that was asked
 * @param id the id that it does not hold
 * @param <R> the row
 */
public record Missing<R>(Table<R, ?> table, Object id) implements Outcome<R> {

    @Override
    @CanIgnoreReturnValue
    public R orElseThrow() {
        throw new MissingRowException(table, id);
    }

    @Override
    public <T extends @Nullable Object> T fold(
            Function<? super R, ? extends T> applied,
            Function<? super Conflict<R>, ? extends T> conflict,
            Function<? super Missing<R>, ? extends T> missing) {
        return missing.apply(this);
    }

    /** Whether both are of the same row. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Missing<?> that && table.equals(that.table) && table.isSameId(id, that.id);
    }

    @Override
    public int hashCode() {
        return table.hashCode();
    }

    /** Names the table and the id. */
    @Override
    public String toString() {
        return "Missing[" + table.nameOf(id) + "]";
    }
}
