package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.Fault;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The error codes of MariaDB and MySQL, with the SQLSTATEs that the drivers give them. */
class MariaDbFaultTest {

    private final Dialect dialect = new MariaDbDialect();

    /** The first are known in standard SQL, too. */
    @ParameterizedTest
    @CsvSource({
        "HY000, 1205, BUSY",
        "40001, 1205, BUSY",
        "40001, 1213, BUSY",
        "70100, 1317, BUSY",
        "70100, 1969, BUSY",
        "HY000, 3024, BUSY",
        "HY000, 3572, BUSY",
        "HY000, 1020, SERIALIZATION",
        "40001, 0, SERIALIZATION",
        "23000, 1062, DUPLICATE",
        "23000, 1169, DUPLICATE",
        "23000, 1586, DUPLICATE",
        "70100, 1927, DISCONNECTED",
        "HY000, 4031, DISCONNECTED",
        "08S01, 1053, DISCONNECTED",
        "08S01, 2006, DISCONNECTED",
        "08000, -1, DISCONNECTED",
        "23000, 1048, OTHER",
        "23000, 1452, OTHER",
        "22003, 1264, OTHER",
        "HY000, 1442, OTHER",
    })
    void fault_byCodeAndState(String state, int code, Fault fault) {
        SQLException failure = new SQLException("injected", state, code);

        assertThat(dialect.fault(failure)).isEqualTo(fault);
        assertThat(Dialect.STANDARD.fault(failure)).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {1022, 1859})
    void fault_duplicateWithoutTheNameOfItsKey(int code) {
        assertThat(dialect.fault(new SQLException("injected", "23000", code))).isEqualTo(Fault.DUPLICATE);
    }

    @ParameterizedTest
    @CsvSource({"XA106, 1613", "XA102, 1614"})
    void fault_inABranch(String state, int code) {
        assertThat(dialect.fault(new SQLException("injected", state, code))).isEqualTo(Fault.BUSY);
    }

    @Test
    void fault_timeoutOfTheDriver() {
        assertThat(dialect.fault(new SQLTimeoutException("injected"))).isEqualTo(Fault.BUSY);
    }
}
