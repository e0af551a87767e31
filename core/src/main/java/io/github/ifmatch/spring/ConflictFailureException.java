package io.github.ifmatch.spring;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * A {@link ConflictException} among Spring's exceptions: somebody else changed the row since it was read. Nothing was written.
 *
 * <p>The rows are not serialised: after deserialisation {@link #conflict()} has none to give.
 */
public final class ConflictFailureException extends OptimisticLockingFailureException {

    private static final long serialVersionUID = 1L;

    private final ConflictException conflict;

    /** Wraps the exception, and says the same. */
    public ConflictFailureException(ConflictException conflict) {
        super(conflict.getMessage(), conflict);
        this.conflict = conflict;
    }

    /**
     * The conflict, with the attempted and the current row.
     *
     * @throws IllegalStateException after deserialisation
     */
    public Conflict<?> conflict() {
        return conflict.conflict();
    }

    /**
     * The row as it now stands.
     *
     * @throws IllegalArgumentException if the table's rows are of another class
     * @throws IllegalStateException after deserialisation
     */
    public <R> R current(Class<R> rowType) {
        return conflict.current(rowType);
    }
}
