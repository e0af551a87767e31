package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of one write: {@link Applied}, {@link Conflict} or {@link Missing}.
 *
 * <p>An outcome is an answer, not a failure: after a conflict or a missing row nothing was written and the transaction
 * can go on. What the database could not answer is thrown instead, as a {@link VersionedException}.
 *
 * <p>Immutable.
 *
 * @param <R> the row
 */
public sealed interface Outcome<R> permits Applied, Conflict, Missing {

    /**
     * Gives the row as stored, or throws what stood in the way.
     *
     * @throws ConflictException if somebody else changed the row since it was read
     * @throws MissingRowException if there is no such row
     */
    @CanIgnoreReturnValue
    R orElseThrow();

    /** Turns the outcome into one value: exactly one of the three functions is called. */
    <T extends @Nullable Object> T fold(
            Function<? super R, ? extends T> applied,
            Function<? super Conflict<R>, ? extends T> conflict,
            Function<? super Missing<R>, ? extends T> missing);

    /** Whether the write was made. */
    default boolean isApplied() {
        return this instanceof Applied;
    }
}
