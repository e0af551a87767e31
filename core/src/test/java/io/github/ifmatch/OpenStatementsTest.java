package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.ifmatch.engine.write.OpenStatements;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which statements stay open between two queries. */
class OpenStatementsTest {

    private final List<PreparedStatement> prepared = new ArrayList<>();
    private final OpenStatements open = new OpenStatements();
    private Connection connection;
    private Connection recorded;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        recorded = recording(connection);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    /** A connection whose statements are noted. */
    private Connection recording(Connection target) {
        return (Connection) Proxy.newProxyInstance(
                OpenStatementsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    Object result = method.invoke(target, arguments);
                    if (result instanceof PreparedStatement statement) {
                        prepared.add(statement);
                    }
                    return result;
                });
    }

    private int send(Sender sender, String text) throws SQLException {
        try (Sender.Sent sent = sender.send(recorded, text, List.of(), statement -> {});
                ResultSet answer = sent.statement().getResultSet()) {
            return answer.next() ? answer.getInt(1) : -1;
        }
    }

    private int send(String text) throws SQLException {
        return send(open, text);
    }

    @Test
    void plainSend_closesTheStatement() throws SQLException {
        assertThat(send(Sender.plain(), "SELECT 1")).isEqualTo(1);

        assertThat(prepared).hasSize(1);
        assertThat(prepared.get(0).isClosed()).isTrue();
    }

    @Test
    void send_preparesOnceAndClosesAtTheEnd() throws SQLException {
        assertThat(List.of(send("SELECT 1"), send("SELECT 2"), send("SELECT 1")))
                .containsExactly(1, 2, 1);
        assertThat(prepared).hasSize(2);
        assertThat(prepared.get(0).isClosed()).isFalse();

        open.close();

        assertThat(prepared.get(0).isClosed()).isTrue();
        assertThat(prepared.get(1).isClosed()).isTrue();
        assertThat(send("SELECT 1")).isEqualTo(1);
        assertThat(prepared).hasSize(3);
    }

    @Test
    void send_doesNotKeepEverything() throws SQLException {
        for (int i = 0; i < 100; i++) {
            assertThat(send("SELECT " + i)).isEqualTo(i);
        }

        assertThat(prepared).hasSize(100);
        assertThat(prepared.get(99).isClosed()).isTrue();
        open.close();
        assertThat(prepared.get(0).isClosed()).isTrue();
    }

    /** A connection that broke cannot close its statements, and what was to be told must not be hidden by that. */
    @Test
    void close_failsQuietly() throws SQLException {
        Connection broken = (Connection) Proxy.newProxyInstance(
                OpenStatementsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    PreparedStatement statement = (PreparedStatement) method.invoke(connection, arguments);
                    return Proxy.newProxyInstance(
                            OpenStatementsTest.class.getClassLoader(),
                            new Class<?>[] {PreparedStatement.class},
                            (proxy, called, values) -> {
                                if (called.getName().equals("close")) {
                                    throw new SQLException("injected", "08006");
                                }
                                return called.invoke(statement, values);
                            });
                });
        recorded = broken;
        assertThat(send("SELECT 1")).isEqualTo(1);

        assertThatCode(open::close).doesNotThrowAnyException();
    }
}
