package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * The database gave up waiting: lock timeout, statement timeout or cancel, interrupted wait, or deadlock victim (on H2 a
 * deadlock is a {@link SerializationException}). Or a row that others create and delete stood against an insert, and was gone at
 * each look.
 *
 * <p>Whether the row changed is not known, so none is shown. Nothing was written. What to do: roll back, and try the
 * whole transaction again later. If the thread was interrupted while it waited, its interrupt flag
 * stays set (H2 clears it; its dialect sets it again).
 */
public final class BusyException extends VersionedException {

    private static final long serialVersionUID = 1L;

    /**
     * Says where, what was found, and what state is left; never a column's value.
     *
     * @param cause the driver's exception, if there is one
     */
    public BusyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public VersionedException after(int attempts) {
        return new BusyException(counted(getMessage(), attempts), getCause());
    }
}
