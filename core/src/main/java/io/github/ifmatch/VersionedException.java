package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * A write, or a read, that did not come to its end; cut by what the caller does next.
 *
 * <p>Messages name the table, the id, the versions and the state that is left behind, never the value of another
 * column. The driver's own exception, where there is one, is the {@linkplain #getCause() cause}; drivers do put values
 * into theirs.
 */
public abstract sealed class VersionedException extends RuntimeException
        permits BatchStoppedException,
                BusyException,
                ConflictException,
                DatabaseException,
                MappingException,
                MissingRowException,
                RefusedException,
                SerializationException,
                SuppressedWriteException,
                UnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    private transient boolean endedTransaction;
    private transient @Nullable Transaction doomed;

    VersionedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same exception, saying how many attempts were made; only of those kinds that are tried again. */
    VersionedException after(int attempts) {
        return this;
    }

    /** Forbids the commit of a transaction that somebody else began: nothing can be tried again in it. */
    final void endTransaction(ConnectionSource.Lease lease) {
        endedTransaction = true;
        try {
            lease.rollbackOnly().run();
        } catch (RuntimeException e) {
            addSuppressed(e);
        }
    }

    /** Nothing can be tried again inside this transaction of ours; the whole of it can, once it has ended. */
    final void doomed(Transaction transaction) {
        doomed = transaction;
    }

    /** Whether it ended a transaction that somebody else began, or one of ours that has yet to be rolled back. */
    final boolean hasEndedTransaction() {
        return endedTransaction || (doomed != null && !doomed.hasEnded());
    }

    static String counted(@Nullable String message, int attempts) {
        return message + " (" + attempts + " attempts)";
    }
}
