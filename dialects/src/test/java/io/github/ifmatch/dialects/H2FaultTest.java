package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.Fault;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2's own error codes: which are lost connections, and which may be interrupts in disguise. */
class H2FaultTest {

    private final H2Dialect dialect = new H2Dialect();

    @ParameterizedTest
    @ValueSource(ints = {90007, 90067, 90098, 90121})
    void fault_connectionLost(int code) {
        assertThat(dialect.fault(new SQLException("injected", String.valueOf(code), code)))
                .isEqualTo(Fault.DISCONNECTED);
    }

    @Test
    void fault_others() {
        assertThat(dialect.fault(new SQLException("injected", "40001", 40001))).isEqualTo(Fault.SERIALIZATION);
        assertThat(dialect.fault(new SQLException("injected", "HYT00", 50200))).isEqualTo(Fault.BUSY);
        assertThat(dialect.fault(new SQLException("injected", "23505", 23505))).isEqualTo(Fault.DUPLICATE);
        assertThat(dialect.fault(new SQLException("injected", "23502", 23502))).isEqualTo(Fault.OTHER);
    }

    @Test
    void swallowedInterrupt_byCodeAndClock() throws SQLException {
        SQLException lockTimeout = new SQLException("injected", "HYT00", 50200);
        SQLException statementTimeout = new SQLException("injected", "57014", 57014);
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET LOCK_TIMEOUT 10000");

            assertThat(dialect.swallowedInterrupt(connection, lockTimeout, Duration.ofSeconds(1)))
                    .isTrue();
            assertThat(dialect.swallowedInterrupt(connection, lockTimeout, Duration.ofSeconds(10)))
                    .isFalse();
            assertThat(dialect.swallowedInterrupt(connection, statementTimeout, Duration.ofSeconds(1)))
                    .isFalse();
        }
    }
}
