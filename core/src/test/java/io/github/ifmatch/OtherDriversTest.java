package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.verify.Finding;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What drivers do that no test here has: H2's, made to do the same. */
class OtherDriversTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    private Account ann;

    @BeforeEach
    void createTable() {
        Account.create(DATABASE);
        ann = DATABASE.repository(Account.TABLE).insert(Account.of("Ann", 10));
    }

    private record Refusing(DataSource dataSource, String method, SQLException refusal, AtomicInteger count) {

        Connection connection(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, called, arguments) -> {
                        if (called.getName().equals(method)) {
                            count.incrementAndGet();
                            throw refusal;
                        }
                        return called(connection, called, arguments);
                    });
        }

        DataSource proxy() {
            return (DataSource) Proxy.newProxyInstance(
                    DataSource.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, called, arguments) -> {
                        Object answer = called(dataSource, called, arguments);
                        return answer instanceof Connection connection ? connection(connection) : answer;
                    });
        }

        private static Object called(Object on, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(on, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    /** Oracle's driver has no such feature, SQL Server's says so in its own words, HSQLDB's has forgotten the savepoint. */
    static Stream<SQLException> releaseRefused() {
        return Stream.of(
                new SQLFeatureNotSupportedException("Unsupported feature", "99999", 17023),
                new SQLException("This operation is not supported."),
                new SQLException("Invalid argument in JDBC call", "S1000", -423));
    }

    @ParameterizedTest
    @MethodSource("releaseRefused")
    void savepoint_notReleased(SQLException refusal) {
        Refusing refusing = new Refusing(DATABASE.dataSource(), "releaseSavepoint", refusal, new AtomicInteger());

        List<Outcome<Account>> outcomes = DATABASE.database(refusing.proxy()).inTransaction(transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            Outcome<Account> refused = rows.tryInsert(ann.withOwner("Eve"));
            return List.of(refused, rows.tryUpdate(ann.withOwner("Anne")));
        });

        assertThat(outcomes.get(0))
                .isEqualTo(new Conflict<>(Account.TABLE, "insert", ann.id(), 0, ann.withOwner("Eve"), ann));
        assertThat(outcomes.get(1).isApplied()).isTrue();
        assertThat(refusing.count()).hasPositiveValue();
    }

    /** A driver that has no savepoints says so when one is set. */
    @Test
    void savepoint_none() {
        Refusing refusing = new Refusing(
                DATABASE.dataSource(), "setSavepoint", new SQLFeatureNotSupportedException(), new AtomicInteger());

        Account anne = DATABASE.database(refusing.proxy()).inTransaction(transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            var unused = rows.insert(Account.of("Bob", 1).withId(4711));
            return rows.update(ann.withOwner("Anne").withBalance(11));
        });

        assertThat(anne.version()).isEqualTo(2);
        assertThat(refusing.count()).hasPositiveValue();
    }

    /** As on SQL Server, whose SELECT has no such clause: found before anything is written, with what to do. */
    @Test
    void verify_lockingRefused() {
        Dialect unfit = new Dialect() {
            @Override
            public boolean speaks(String productName) {
                return false;
            }

            @Override
            public String locking(String select) {
                return select + " FOR KEEPS";
            }
        };

        assertThatThrownBy(() ->
                        Database.of(DATABASE.dataSource()).withDialect(unfit).verify(Account.TABLE))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "accounts (Account) does not fit the database: the database refuses to lock its rows (SQLSTATE"
                                + " 42000); its dialect must override locking: SELECT id, owner, balance, version FROM accounts"
                                + " WHERE 1 = 0 FOR KEEPS");
        assertThat(Database.of(DATABASE.dataSource())
                        .withDialect(unfit)
                        .inspect(Account.TABLE)
                        .all())
                .extracting(Finding::code)
                .contains("locking-refused");
    }

    /** A database of which the driver says that it has none. */
    @Test
    void inspect_noSavepoints() {
        DataSource plain = answering(DATABASE.dataSource(), "supportsSavepoints", false);

        assertThat(Database.of(plain).inspect(Account.TABLE).all())
                .extracting(finding -> finding.severity() + " " + finding.code())
                .contains("WARNING no-savepoints");
    }

    /** A data source whose connections, and what they hand out, give this answer to the method of this name. */
    private static DataSource answering(DataSource dataSource, String name, Object answer) {
        return (DataSource) answering(dataSource, DataSource.class, name, answer);
    }

    private static Object answering(Object target, Class<?> type, String name, Object answer) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals(name)) {
                return answer;
            }
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            boolean isFurther = result instanceof Connection || result instanceof DatabaseMetaData;
            return isFurther ? answering(result, method.getReturnType(), name, answer) : result;
        });
    }
}
