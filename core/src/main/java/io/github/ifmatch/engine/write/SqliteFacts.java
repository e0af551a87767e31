package io.github.ifmatch.engine.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * What SQLite's failures mean for the transaction that they happen in.
 *
 * <p>Its driver gives no SQLSTATE; the result code stands at the beginning of the message.
 */
final class SqliteFacts {

    private static final String BEGINNING = "[SQLITE_";

    /** What may have happened at the very commit, or to the library itself. */
    private static final Pattern UNCERTAIN =
            Pattern.compile("\\[SQLITE_(IOERR|NOMEM|CORRUPT|INTERNAL|MISUSE).*", Pattern.DOTALL);

    private SqliteFacts() {}

    /** The SQLSTATE that another database would give for such a refusal; empty for those that need no words. */
    static String sqlState(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (!isSqlites(failure)) {
            return "";
        }
        if (message.contains("(no such table: ")) {
            return "42S02";
        }
        if (message.contains("(no such column: ") || message.contains(" has no column named ")) {
            return "42S22";
        }
        if (message.contains("(ON CONFLICT clause does not match ")) {
            return "42P10";
        }
        return message.startsWith(BEGINNING + "READONLY") ? "25006" : "";
    }

    /** Whether it is one of them. */
    static boolean isSqlites(SQLException failure) {
        return String.valueOf(failure.getMessage()).startsWith(BEGINNING);
    }

    /**
     * Whether the statement, or the commit, is undone that failed so. A statement by itself is committed when its last row was read:
     * so this holds even of one that has answered rows.
     */
    static boolean provesUndone(SQLException failure) {
        return isSqlites(failure) && !UNCERTAIN.matcher(failure.getMessage()).matches();
    }

    /**
     * Whether a commit has succeeded that failed so, and after which there is no transaction: one that is refused because others
     * read or write leaves the transaction open, so it was the BEGIN that the driver sends after it.
     */
    static boolean provesCommit(SQLException failure) {
        return String.valueOf(failure.getMessage()).startsWith(BEGINNING + "BUSY");
    }

    /**
     * Whether a failure has ended the whole transaction, so that what follows would stand by itself: {@code ON CONFLICT ROLLBACK}, {@code
     * RAISE(ROLLBACK, …)}, a full disk. The driver does not see that.
     *
     * <p>A BEGIN is refused inside a transaction; if it is not, another one has begun, in which nothing was sent, so that driver and
     * database agree again.
     */
    static boolean hasEnded(Connection connection, SQLException failure) {
        if (!isSqlites(failure)) {
            return false;
        }
        try {
            if (connection.getAutoCommit()) {
                return false;
            }
            try (Statement statement = connection.createStatement()) {
                boolean unused = statement.execute("BEGIN");
            }
            return true;
        } catch (SQLException e) {
            return !String.valueOf(e.getMessage()).contains("within a transaction");
        }
    }
}
