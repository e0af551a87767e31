package io.github.ifmatch;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database refused, for a reason that is not a conflict: a constraint, a missing table or column, a lost connection.
 *
 * <p>The message says what state was left; the driver's exception is the cause. What to do: read the cause.
 */
public final class DatabaseException extends VersionedException {

    private static final long serialVersionUID = 1L;

    DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The driver's SQLSTATE (ISO/IEC 9075), or the empty string where it gave none. */
    public String sqlState() {
        return getCause() instanceof SQLException cause && cause.getSQLState() != null ? cause.getSQLState() : "";
    }
}
