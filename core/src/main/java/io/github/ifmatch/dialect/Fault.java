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

    /** Lock timeout (ODBC, PostgreSQL, Derby), deadlock (PostgreSQL), statement cancelled or timed out (SQL Server's driver says HY008). */
    private static final Set<String> BUSY_STATES =
            Set.of("HYT00", "HYT01", "55P03", "40P01", "57014", "HY008", "40XL1");

    /** The server went away or was told to: PostgreSQL's class 57, "operator intervention". */
    private static final Set<String> SHUT_DOWN = Set.of("57P01", "57P02", "57P03", "57P05");

    /** The server itself does not know what became of the statement: "statement completion unknown". */
    private static final String COMPLETION_UNKNOWN = "40003";

    /** Where the database tells unique violations apart by it. */
    private static final String DUPLICATE_KEY = "23505";

    /** What a failure is by its SQLSTATE (ISO/IEC 9075-2, subclause 24.1), JDBC's exception classes and a few error codes. */
    public static Fault of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.isEmpty() && SqliteFault.isSqlite(failure)) {
            return SqliteFault.of(failure);
        }
        return VendorCodes.fault(failure, state).orElseGet(() -> byState(failure, state));
    }

    private static Fault byState(SQLException failure, String state) {
        if (state.startsWith("08")
                || SHUT_DOWN.contains(state)
                || state.equals(COMPLETION_UNKNOWN)
                || isConnectionLoss(failure, state)) {
            return DISCONNECTED;
        }
        if (BUSY_STATES.contains(state) || failure instanceof SQLTimeoutException) {
            return BUSY;
        }
        if (state.equals("40001") || failure instanceof SQLTransactionRollbackException || isStale(failure, state)) {
            return SERIALIZATION;
        }
        return state.equals(DUPLICATE_KEY) ? DUPLICATE : OTHER;
    }

    /** PostgreSQL: running the whole again heals a statement that was prepared before the table was altered. */
    private static boolean isStale(SQLException failure, String state) {
        return state.equals("0A000")
                && String.valueOf(failure.getMessage()).contains("cached plan must not change result type");
    }

    /** A transient one is, if it has no SQLSTATE: MariaDB's driver makes one of every state that it does not know, such as a trigger's 45000. */
    private static boolean isConnectionLoss(SQLException failure, String state) {
        return failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || (failure instanceof SQLTransientConnectionException && state.isEmpty());
    }
}
