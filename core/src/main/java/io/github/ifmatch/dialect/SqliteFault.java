package io.github.ifmatch.dialect;

import java.sql.SQLException;
import java.util.Set;

/**
 * SQLite's failures. Its driver gives no SQLSTATE, and of the result code only the first byte; the whole one stands by name, in
 * brackets, at the beginning of the message (sqlite.org, "Result and Error Codes").
 */
final class SqliteFault {

    private static final String BEGINNING = "[SQLITE_";

    /** What the driver itself says of a connection that was closed, without any code. */
    private static final String CLOSED = "database connection closed";

    private static final Set<String> UNIQUE = Set.of("CONSTRAINT_UNIQUE", "CONSTRAINT_PRIMARYKEY", "CONSTRAINT_ROWID");

    private SqliteFault() {}

    static boolean isSqlite(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(BEGINNING) || message.equals(CLOSED);
    }

    static Fault of(SQLException failure) {
        String name = name(failure);
        if (name.isEmpty()) {
            return Fault.DISCONNECTED;
        }
        if (name.equals("BUSY_SNAPSHOT")) { // others have written since the transaction first read
            return Fault.SERIALIZATION;
        }
        if (name.startsWith("BUSY") || name.startsWith("LOCKED") || name.equals("INTERRUPT")) {
            return Fault.BUSY;
        }
        return UNIQUE.contains(name) ? Fault.DUPLICATE : Fault.OTHER;
    }

    /** The result code without its prefix, such as {@code BUSY_SNAPSHOT}; empty if there is none. */
    private static String name(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf(']');
        return message.startsWith(BEGINNING) && end > 0 ? message.substring(BEGINNING.length(), end) : "";
    }
}
