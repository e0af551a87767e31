package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The write was made.
 *
 * <p>Immutable, if the row is.
 *
 * @param row the row as stored: its new version, and whatever the database rounded, computed or defaulted; after a
 *     delete, the row as it last stood
 * @param <R> the row
 */
public record Applied<R>(R row) implements Outcome<R> {

    @Override
    @CanIgnoreReturnValue
    public R orElseThrow() {
        return row;
    }

    @Override
    public <T extends @Nullable Object> T fold(
            Function<? super R, ? extends T> applied,
            Function<? super Conflict<R>, ? extends T> conflict,
            Function<? super Missing<R>, ? extends T> missing) {
        return applied.apply(row);
    }

    /** Names the row's class, never its values. */
    @Override
    public String toString() {
        return "Applied[" + ((Object) row).getClass().getSimpleName() + "]";
    }
}
