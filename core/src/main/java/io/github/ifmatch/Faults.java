package io.github.ifmatch;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells failures apart by SQLSTATE and by JDBC's exception classes. */
final class Faults {

    /** Lock timeout (ODBC, PostgreSQL), deadlock (PostgreSQL), statement cancelled or timed out. */
    private static final Set<String> BUSY = Set.of("HYT00", "HYT01", "55P03", "40P01", "57014");

    /** The server went away or was told to: PostgreSQL's class 57, "operator intervention". */
    private static final Set<String> SHUT_DOWN = Set.of("57P01", "57P02", "57P03", "57P05");

    /** The server itself does not know what became of the statement: "statement completion unknown". */
    private static final String COMPLETION_UNKNOWN = "40003";

    private Faults() {}

    static Fault of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("08")
                || SHUT_DOWN.contains(state)
                || state.equals(COMPLETION_UNKNOWN)
                || isConnectionLoss(failure)) {
            return Fault.DISCONNECTED;
        }
        if (BUSY.contains(state) || failure instanceof SQLTimeoutException) {
            return Fault.BUSY;
        }
        if (state.equals("40001") || failure instanceof SQLTransactionRollbackException) {
            return Fault.SERIALIZATION;
        }
        return isDuplicate(failure, state) ? Fault.DUPLICATE : Fault.OTHER;
    }

    private static boolean isConnectionLoss(SQLException failure) {
        return failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLRecoverableException;
    }

    /** 23505 where the database tells unique violations apart, 23000 where it does not. */
    private static boolean isDuplicate(SQLException failure, String state) {
        return state.equals("23505")
                || (state.equals("23000") && failure instanceof SQLIntegrityConstraintViolationException);
    }
}
