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
        permits BusyException,
                ConflictException,
                DatabaseException,
                MappingException,
                MissingRowException,
                RefusedException,
                SerializationException,
                SuppressedWriteException,
                UnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    VersionedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same exception, saying how many attempts were made; only of those kinds that are tried again. */
    public VersionedException after(int attempts) {
        return this;
    }

    static String counted(@Nullable String message, int attempts) {
        return message + " (" + attempts + " attempts)";
    }
}
