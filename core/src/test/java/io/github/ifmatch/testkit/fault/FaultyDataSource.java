package io.github.ifmatch.testkit.fault;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * A data source whose calls can be made to fail or to lie, and which writes them down: each executed statement by its
 * SQL, and {@code COMMIT}, {@code ROLLBACK}, {@code ROLLBACK TO}, {@code SAVEPOINT}, {@code CLOSE}, {@code AUTOCOMMIT
 * true|false}. Thread-safe.
 */
public final class FaultyDataSource {

    private static final Set<String> COUNTING = Set.of("executeUpdate", "getUpdateCount");

    private final DataSource target;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile Fault fault = (event, real) -> real.call();
    private volatile BiFunction<String, Integer, Integer> counts = (sql, answer) -> answer;

    private FaultyDataSource(DataSource target) {
        this.target = target;
    }

    public static FaultyDataSource of(DataSource target) {
        return new FaultyDataSource(target);
    }

    /** The call itself. */
    public interface Call {
        Object call() throws Throwable;
    }

    /** What happens instead of a call; it may make the call, too. */
    public interface Fault {
        Object on(String event, Call real) throws Throwable;
    }

    /** Makes the events that match fail with this SQLSTATE, without being carried out. */
    public static Fault failing(Predicate<String> matching, String sqlState) {
        return (event, real) -> {
            if (matching.test(event)) {
                throw new SQLException("injected", sqlState);
            }
            return real.call();
        };
    }

    /** Makes the events that match fail with this SQLSTATE after they were carried out. */
    public static Fault failingAfter(Predicate<String> matching, String sqlState) {
        return (event, real) -> {
            Object result = real.call();
            if (matching.test(event)) {
                throw new SQLException("injected", sqlState);
            }
            return result;
        };
    }

    /** What the driver says, in every way to ask, of how many rows the statements that match changed. */
    public void miscount(Predicate<String> matching, int count) {
        counts = (sql, answer) -> matching.test(sql) ? count : answer;
    }

    public void inject(Fault newFault) {
        fault = newFault;
    }

    /** What was called since the last time. */
    public List<String> drain() {
        List<String> drained = List.copyOf(log);
        log.clear();
        return drained;
    }

    public DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = invoke(target, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Call real = () -> invoke(connection, method, arguments);
            String event = isIdle(connection, method, arguments) ? null : event(method, arguments);
            Object result = event == null ? real.call() : faulted(event, real);
            return result instanceof PreparedStatement statement ? statement(statement, (String) arguments[0]) : result;
        });
    }

    /** JDBC says that nothing is done where autocommit is set to what it is. */
    private static boolean isIdle(Connection connection, Method method, Object[] arguments) throws SQLException {
        return method.getName().equals("setAutoCommit") && arguments[0].equals(connection.getAutoCommit());
    }

    private static String event(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "commit" -> "COMMIT";
            case "rollback" -> arguments == null ? "ROLLBACK" : "ROLLBACK TO";
            case "setSavepoint" -> "SAVEPOINT";
            case "setAutoCommit" -> "AUTOCOMMIT " + arguments[0];
            case "close" -> "CLOSE";
            default -> null;
        };
    }

    private PreparedStatement statement(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            Call real = () -> invoke(statement, method, arguments);
            Object answer = method.getName().startsWith("execute") ? faulted(sql, real) : real.call();
            return COUNTING.contains(method.getName()) && answer instanceof Integer count
                    ? counts.apply(sql, count)
                    : answer;
        });
    }

    private Object faulted(String event, Call real) throws Throwable {
        log.add(event);
        return fault.on(event, real);
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FaultyDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
