package io.github.ifmatch.dialect;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What error codes mean of databases whose SQLSTATE does not say it: MySQL and MariaDB (manual, "Server Error Message Reference"), Oracle,
 * SQL Server and Db2 (their messages' references). Ifmatch was not run on the last three. Immutable.
 */
final class VendorCodes {

    /**
     * By the SQLSTATE that comes with them. MySQL's and MariaDB's drivers say HY000 or 40001 of one code; SQL Server has 1205 for its
     * deadlock, and 23000 is one state for every constraint.
     */
    private static final Map<String, Map<Integer, Fault>> BY_STATE = Map.of(
            "HY000",
            Map.of(
                    1205, Fault.BUSY, // waited for a lock
                    1213, Fault.BUSY, // deadlock
                    3024, Fault.BUSY, // took too long
                    3572, Fault.BUSY, // NOWAIT
                    1927, Fault.DISCONNECTED, // killed
                    4031, Fault.DISCONNECTED, // idle for too long
                    1020, Fault.SERIALIZATION), // changed since it was read (innodb_snapshot_isolation)
            "40001",
            Map.of(1205, Fault.BUSY, 1213, Fault.BUSY, 3024, Fault.BUSY, 3572, Fault.BUSY),
            "70100",
            Map.of(
                    1317, Fault.BUSY, // interrupted
                    1969, Fault.BUSY, // took too long
                    1927, Fault.DISCONNECTED,
                    4031, Fault.DISCONNECTED),
            "23000",
            Map.of(
                    1062, Fault.DUPLICATE,
                    1169, Fault.DUPLICATE,
                    1586, Fault.DUPLICATE,
                    2601, Fault.DUPLICATE, // SQL Server, as is the next
                    2627, Fault.DUPLICATE,
                    1, Fault.DUPLICATE)); // Oracle, where the message does not begin as its messages do

    private static final String OF_ORACLE = "ORA-";

    private static final Map<Integer, Fault> ORACLE = Map.ofEntries(
            Map.entry(1, Fault.DUPLICATE),
            Map.entry(54, Fault.BUSY), // acquired with NOWAIT
            Map.entry(60, Fault.BUSY), // deadlock
            Map.entry(1013, Fault.BUSY), // cancelled
            Map.entry(2049, Fault.BUSY), // waited for a lock of a distributed transaction
            Map.entry(30006, Fault.BUSY), // acquired with WAIT
            Map.entry(8177, Fault.SERIALIZATION),
            Map.entry(28, Fault.DISCONNECTED), // killed
            Map.entry(1012, Fault.DISCONNECTED), // not logged on
            Map.entry(1033, Fault.DISCONNECTED), // starting or shutting down, as are the next three
            Map.entry(1034, Fault.DISCONNECTED),
            Map.entry(1089, Fault.DISCONNECTED),
            Map.entry(1090, Fault.DISCONNECTED),
            Map.entry(2396, Fault.DISCONNECTED), // idle for too long
            Map.entry(3113, Fault.DISCONNECTED), // end of file
            Map.entry(3114, Fault.DISCONNECTED), // not connected
            Map.entry(3135, Fault.DISCONNECTED)); // lost contact

    /** Microsoft's driver makes most SQLSTATEs of an S and the state that the server gives beside the error's number. */
    private static final Pattern OF_SQL_SERVER = Pattern.compile("S\\d{4}");

    /** A snapshot's update conflict; on memory-optimized tables update, repeatable read, serializable and dependency failures. */
    private static final Map<Integer, Fault> SQL_SERVER = Map.of(
            1222, Fault.BUSY, // waited for a lock
            3960, Fault.SERIALIZATION,
            41302, Fault.SERIALIZATION,
            41305, Fault.SERIALIZATION,
            41325, Fault.SERIALIZATION,
            41301, Fault.SERIALIZATION);

    private static final Pattern OF_DB2 = Pattern.compile("40001|57033|55032|58009");

    /** With -911 the transaction was rolled back, with -913 it was not; the reason says whether for a deadlock or a timeout. */
    private static final Map<Integer, Fault> DB2 = Map.of(
            -911, Fault.BUSY,
            -913, Fault.BUSY,
            -1224, Fault.DISCONNECTED,
            -4499, Fault.DISCONNECTED);

    private VendorCodes() {}

    /** What it means; empty if the SQLSTATE says it, or nothing is known of the code. */
    static Optional<Fault> fault(SQLException failure, String state) {
        return Optional.ofNullable(codes(failure, state).get(failure.getErrorCode()));
    }

    private static Map<Integer, Fault> codes(SQLException failure, String state) {
        if (String.valueOf(failure.getMessage()).startsWith(OF_ORACLE)) {
            return ORACLE;
        }
        if (OF_SQL_SERVER.matcher(state).matches()) {
            return SQL_SERVER;
        }
        boolean isOfDb2 = failure.getErrorCode() < 0 && OF_DB2.matcher(state).matches();
        return isOfDb2 ? DB2 : BY_STATE.getOrDefault(state, Map.of());
    }
}
