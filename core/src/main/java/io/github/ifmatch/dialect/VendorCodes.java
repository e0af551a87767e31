package io.github.ifmatch.dialect;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What error codes of Oracle, SQL Server and Db2 mean, where their drivers say neither by SQLSTATE nor by JDBC's classes of
 * exceptions. Ifmatch was not run on these databases, and not every code was looked up. Immutable.
 */
final class VendorCodes {

    /** ORA-: killed, not logged on, idle for too long, shutting down, end of file, not connected, lost contact. */
    private static final Map<Integer, Fault> ORACLE = Map.ofEntries(
            Map.entry(54, Fault.BUSY), // acquired with NOWAIT
            Map.entry(60, Fault.BUSY), // deadlock
            Map.entry(1013, Fault.BUSY), // cancelled
            Map.entry(2049, Fault.BUSY), // waited for a lock of a distributed transaction
            Map.entry(30006, Fault.BUSY), // acquired with WAIT
            Map.entry(8177, Fault.SERIALIZATION),
            Map.entry(28, Fault.DISCONNECTED),
            Map.entry(1012, Fault.DISCONNECTED),
            Map.entry(1089, Fault.DISCONNECTED),
            Map.entry(2396, Fault.DISCONNECTED),
            Map.entry(3113, Fault.DISCONNECTED),
            Map.entry(3114, Fault.DISCONNECTED),
            Map.entry(3135, Fault.DISCONNECTED));

    /** A snapshot's update conflict; on memory-optimized tables update, repeatable read, serializable and dependency failures. */
    private static final Map<Integer, Fault> SQL_SERVER = Map.of(
            1222, Fault.BUSY, // lock timeout
            3960, Fault.SERIALIZATION,
            41302, Fault.SERIALIZATION,
            41305, Fault.SERIALIZATION,
            41325, Fault.SERIALIZATION,
            41301, Fault.SERIALIZATION);

    /** With -911 the transaction was rolled back, with -913 it was not; the reason says whether for a deadlock or a timeout. */
    private static final Map<Integer, Fault> DB2 = Map.of(
            -911, Fault.BUSY,
            -913, Fault.BUSY,
            -1224, Fault.DISCONNECTED,
            -4499, Fault.DISCONNECTED);

    /** Microsoft's driver makes most SQLSTATEs of an S and the state that the server gives beside the error's number. */
    private static final Pattern OF_SQL_SERVER = Pattern.compile("S\\d{4}");

    private static final Pattern OF_DB2 = Pattern.compile("40001|57033|55032|58009");

    private VendorCodes() {}

    static Optional<Fault> fault(SQLException failure, String state) {
        int code = failure.getErrorCode();
        if (String.valueOf(failure.getMessage()).startsWith("ORA-")) {
            return Optional.ofNullable(ORACLE.get(code));
        }
        if (OF_SQL_SERVER.matcher(state).matches()) {
            return Optional.ofNullable(SQL_SERVER.get(code));
        }
        return OF_DB2.matcher(state).matches() ? Optional.ofNullable(DB2.get(code)) : Optional.empty();
    }
}
