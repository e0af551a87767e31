package io.github.ifmatch;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database refused, for a reason that is not a conflict: a constraint, a missing table or column, a lost connection.
 *
 * <p>The message says what state was left; the driver's exception is the cause. What to do: look at the {@link #kind()}, then read the
 * cause.
 */
public final class DatabaseException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = cause instanceof SQLException failure ? Kinds.of(failure) : Kind.OTHER;
    }

    /** What kind of refusal it was. Immutable. */
    public enum Kind {
        /** Another row holds the values of a unique index, other than the id's, or excludes this one. */
        UNIQUE,
        /** A foreign key: the row refers to none, or is referred to. */
        REFERENCE,
        /** A CHECK constraint. */
        CHECK,
        /** A NULL where the column takes none. */
        NOT_NULL,
        /** A value that the column cannot hold: too long, out of range, not of its type. */
        VALUE,
        /** The connection's user may not do that. */
        PERMISSION,
        /** Anything else; the SQLSTATE and the cause tell. */
        OTHER
    }

    /** What kind of refusal it was, by the driver's SQLSTATE and, where that says too little, its error code. */
    public Kind kind() {
        return kind;
    }

    /** The driver's SQLSTATE (ISO/IEC 9075), or the empty string where it gave none. */
    public String sqlState() {
        return getCause() instanceof SQLException cause && cause.getSQLState() != null ? cause.getSQLState() : "";
    }
}
