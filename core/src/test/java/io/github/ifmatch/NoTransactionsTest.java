package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database without transactions is refused before anything is sent. */
class NoTransactionsTest {

    private static final String MESSAGE =
            "H2: its connections have no transactions, so a write could be left half-done."
                    + " Nothing was sent; use a connection, or a kind of table, that has them.";

    private final TestDatabase database = new H2TestDatabase(Dialect.STANDARD);

    @BeforeEach
    void create() {
        Account.create(database);
    }

    /** The same object, but for what some of its methods answer. */
    @SuppressWarnings("unchecked")
    private static <T> T answering(Class<T> type, T real, Map<String, Object> answers) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (answers.containsKey(method.getName())) {
                return answers.get(method.getName());
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private void assertRefused(Connection connection) {
        DataSource source = answering(DataSource.class, database.dataSource(), Map.of("getConnection", connection));
        Database refused = Database.of(source);

        assertThatThrownBy(() -> refused.repository(Account.TABLE).insert(Account.of("Ann", 10)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(MESSAGE);
        assertThatThrownBy(() -> refused.inTransaction(
                        transaction -> transaction.rows(Account.TABLE).insert(Account.of("Ann", 10))))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(MESSAGE);
        assertThatThrownBy(() -> refused.verify(Account.TABLE))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(MESSAGE);
        assertThat(database.query("SELECT count(*) FROM accounts")).containsExactly("0");
    }

    @Test
    void insert_driverSupportsNone() throws Exception {
        try (Connection real = database.dataSource().getConnection()) {
            DatabaseMetaData metaData =
                    answering(DatabaseMetaData.class, real.getMetaData(), Map.of("supportsTransactions", false));
            assertRefused(answering(Connection.class, real, Map.of("getMetaData", metaData, "close", 0)));
        }
    }

    @Test
    void insert_connectionHasNone() throws Exception {
        try (Connection real = database.dataSource().getConnection()) {
            assertRefused(answering(
                    Connection.class,
                    real,
                    Map.of("getTransactionIsolation", Connection.TRANSACTION_NONE, "close", 0)));
        }
    }
}
