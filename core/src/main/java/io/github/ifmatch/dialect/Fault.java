package io.github.ifmatch.dialect;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What kind of failure a driver's exception is, as far as a conditional write is concerned. Immutable. */
public enum Fault {
    /** The transaction cannot be ordered with the others (40001): it is dead, and may be run again. */
    SERIALIZATION,
    /** A lock timeout, a cancelled statement or a deadlock: nothing is known of the row. */
    BUSY,
    /** A unique index refused the row. */
    DUPLICATE,
    /** The connection is gone, and with it the answer. */
    DISCONNECTED,
    /** Anything else: the statement was refused and changed nothing. */
    OTHER;

    /** Lock timeout (ODBC, PostgreSQL), deadlock (PostgreSQL), statement cancelled or timed out. */
    private static final Set<String> BUSY_STATES = Set.of("HYT00", "HYT01", "55P03", "40P01", "57014");

    /** The server went away or was told to: PostgreSQL's class 57, "operator intervention". */
    private static final Set<String> SHUT_DOWN = Set.of("57P01", "57P02", "57P03", "57P05");

    /** The server itself does not know what became of the statement: "statement completion unknown". */
    private static final String COMPLETION_UNKNOWN = "40003";

    /**
     * MySQL's and MariaDB's lock wait timeout, SQL Server's deadlock (1205), MySQL's and MariaDB's deadlock (1213), whether their
     * driver says HY000 or 40001; MySQL's statement that took too long (3024), and lock that was not waited for (3572).
     */
    private static final Set<Integer> BUSY_CODES = Set.of(1205, 1213, 3024, 3572);

    /** MySQL's and MariaDB's statement that was interrupted (1317), or took too long (1969); with the same state a connection is killed. */
    private static final Set<Integer> INTERRUPTED_CODES = Set.of(1317, 1969);

    private static final String INTERRUPTED = "70100";

    /** MySQL and MariaDB: the connection was killed (1927, with the state of an interrupted statement), or was idle for too long (4031). */
    private static final Set<Integer> KILLED_CODES = Set.of(1927, 4031);

    /** MariaDB: the record has changed since it was read ({@code innodb_snapshot_isolation}). */
    private static final int RECORD_CHANGED = 1020;

    /** Derby's lock timeout. */
    private static final String DERBY_LOCK_TIMEOUT = "40XL1";

    /** MySQL and MariaDB (manual, "Server Error Message Reference"), Oracle (ORA-00001), SQL Server. */
    private static final Set<Integer> UNIQUE_CODES = Set.of(1062, 1169, 1586, 1, 2601, 2627);

    /** What a failure is by its SQLSTATE (ISO/IEC 9075-2, subclause 24.1), JDBC's exception classes and a few error codes. */
    public static Fault of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.isEmpty() && SqliteFault.isSqlite(failure)) {
            return SqliteFault.of(failure);
        }
        if (state.startsWith("08")
                || SHUT_DOWN.contains(state)
                || state.equals(COMPLETION_UNKNOWN)
                || isConnectionLoss(failure)
                || isKilled(failure, state)) {
            return DISCONNECTED;
        }
        if (isBusy(failure, state)) {
            return BUSY;
        }
        if (state.equals("40001") || failure instanceof SQLTransactionRollbackException || isStale(failure, state)) {
            return SERIALIZATION;
        }
        return isDuplicate(failure, state) ? DUPLICATE : OTHER;
    }

    private static boolean isBusy(SQLException failure, String state) {
        boolean isVague = state.equals("HY000") || state.equals("40001");
        return BUSY_STATES.contains(state)
                || state.equals(DERBY_LOCK_TIMEOUT)
                || failure instanceof SQLTimeoutException
                || (isVague && BUSY_CODES.contains(failure.getErrorCode()))
                || (state.equals(INTERRUPTED) && INTERRUPTED_CODES.contains(failure.getErrorCode()));
    }

    private static boolean isKilled(SQLException failure, String state) {
        return (state.equals(INTERRUPTED) || state.equals("HY000")) && KILLED_CODES.contains(failure.getErrorCode());
    }

    /** Running the whole again heals it: a changed record, or a statement that was prepared before the table was altered. */
    private static boolean isStale(SQLException failure, String state) {
        return (state.equals("HY000") && failure.getErrorCode() == RECORD_CHANGED)
                || (state.equals("0A000")
                        && String.valueOf(failure.getMessage()).contains("cached plan must not change result type"));
    }

    private static boolean isConnectionLoss(SQLException failure) {
        return failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLRecoverableException;
    }

    /** 23505 where the database tells unique violations apart; where it does not, its error code may. */
    private static boolean isDuplicate(SQLException failure, String state) {
        return state.equals("23505") || isUniqueByCode(failure, state);
    }

    /** Where one SQLSTATE stands for every constraint, the error code tells. */
    private static boolean isUniqueByCode(SQLException failure, String state) {
        return state.equals("23000") && UNIQUE_CODES.contains(failure.getErrorCode());
    }
}
