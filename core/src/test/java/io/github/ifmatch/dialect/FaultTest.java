package io.github.ifmatch.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What failures of databases are that no test here runs on; their messages, states and codes as their manuals have them. */
class FaultTest {

    @ParameterizedTest
    @CsvSource({
        "ORA-00001: unique constraint violated, 23000, 1, DUPLICATE",
        "ORA-00054: resource busy and acquire with NOWAIT specified, 61000, 54, BUSY",
        "ORA-00060: deadlock detected while waiting for resource, 61000, 60, BUSY",
        "ORA-01013: user requested cancel of current operation, 72000, 1013, BUSY",
        "ORA-30006: resource busy; acquire with WAIT timeout expired, 61000, 30006, BUSY",
        "ORA-08177: can't serialize access for this transaction, 72000, 8177, SERIALIZATION",
        "ORA-03113: end-of-file on communication channel, 08000, 3113, DISCONNECTED",
        "ORA-00028: your session has been killed, , 28, DISCONNECTED",
        "ORA-01400: cannot insert NULL, 23000, 1400, OTHER",
        "ORA-00942: table or view does not exist, 42000, 942, OTHER"
    })
    void oracle(String message, String state, int code, Fault fault) {
        assertThat(Fault.of(new SQLException(message, state, code))).isEqualTo(fault);
    }

    /** MariaDB's driver throws this class for every state that it has no other for; pools do where they have no connection. */
    @ParameterizedTest
    @CsvSource({", DISCONNECTED", "08001, DISCONNECTED", "45000, OTHER", "01000, OTHER", "HYT00, BUSY"})
    void transientConnection(String state, Fault fault) {
        assertThat(Fault.of(new SQLTransientConnectionException("", state))).isEqualTo(fault);
    }

    /** Its driver throws this class where the connection is gone. */
    @Test
    void oracle_closed() {
        assertThat(Fault.of(new SQLRecoverableException("Closed Connection", "08003", 17008)))
                .isEqualTo(Fault.DISCONNECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "40001, 1205, BUSY",
        "S0051, 1222, BUSY",
        "HY008, 0, BUSY",
        "S0005, 3960, SERIALIZATION",
        "S0001, 41302, SERIALIZATION",
        "S0001, 41305, SERIALIZATION",
        "S0001, 41325, SERIALIZATION",
        "S0001, 41301, SERIALIZATION",
        "23000, 2601, DUPLICATE",
        "23000, 2627, DUPLICATE",
        "08S01, 0, DISCONNECTED",
        "23000, 547, OTHER",
        "S0001, 156, OTHER"
    })
    void sqlServer(String state, int code, Fault fault) {
        assertThat(Fault.of(new SQLException("", state, code))).isEqualTo(fault);
    }

    /** -911 for a deadlock (reason 2) as for a timeout (68): neither says anything of the row. */
    @ParameterizedTest
    @CsvSource({
        "23505, -803, DUPLICATE",
        "40001, -911, BUSY",
        "57033, -913, BUSY",
        "57014, -952, BUSY",
        "58009, -4499, DISCONNECTED",
        "08001, -4499, DISCONNECTED",
        "55032, -1224, DISCONNECTED",
        "42704, -204, OTHER"
    })
    void db2(String state, int code, Fault fault) {
        assertThat(Fault.of(new SQLException("", state, code))).isEqualTo(fault);
    }

    /** The same numbers mean something else elsewhere. */
    @ParameterizedTest
    @CsvSource({"HY000, 54", "HY000, 60", "42000, 1222", "HY000, 3960", "HY000, -911"})
    void codesOfOthers(String state, int code) {
        assertThat(Fault.of(new SQLException("", state, code))).isEqualTo(Fault.OTHER);
    }

    /** Derby rolls the transaction back, so that its class is that of a serialization failure. */
    @Test
    void derby_lockTimeout() {
        assertThat(Fault.of(new java.sql.SQLTransactionRollbackException("", "40XL1", 30000)))
                .isEqualTo(Fault.BUSY);
    }
}
