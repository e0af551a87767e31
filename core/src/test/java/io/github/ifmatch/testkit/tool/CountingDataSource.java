package io.github.ifmatch.testkit.tool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Writes down what is sent to the database: each executed statement by its SQL, and {@code COMMIT}, {@code ROLLBACK}, {@code
 * AUTOCOMMIT false}. Each entry is one round trip (autocommit itself sends nothing on PostgreSQL). Thread-safe.
 */
public final class CountingDataSource implements InvocationHandler {

    private static final Set<String> EXECUTIONS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch");

    private final DataSource target;
    private final List<String> sent = new ArrayList<>();

    private CountingDataSource(DataSource target) {
        this.target = target;
    }

    public static CountingDataSource of(DataSource target) {
        return new CountingDataSource(target);
    }

    public DataSource dataSource() {
        return (DataSource) proxy(DataSource.class, this);
    }

    /** What was sent since the last call. */
    public synchronized List<String> drain() {
        List<String> drained = List.copyOf(sent);
        sent.clear();
        return drained;
    }

    private synchronized void add(String statement) {
        sent.add(statement);
    }

    @Override
    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        Object result = call(target, method, arguments);
        return result instanceof Connection connection
                ? proxy(Connection.class, (p, m, a) -> onConnection(connection, m, a))
                : result;
    }

    private Object onConnection(Connection connection, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "commit" -> add("COMMIT");
            case "rollback" -> add("ROLLBACK");
            case "setAutoCommit" -> {
                if (!arguments[0].equals(connection.getAutoCommit())) { // else JDBC says that nothing is done
                    add("AUTOCOMMIT " + arguments[0]);
                }
            }
            default -> {}
        }
        Object result = call(connection, method, arguments);
        if (result instanceof PreparedStatement statement) {
            String sql = (String) arguments[0];
            return proxy(PreparedStatement.class, (p, m, a) -> onStatement(statement, sql, m, a));
        }
        if (result instanceof Statement statement) {
            return proxy(
                    Statement.class, (p, m, a) -> onStatement(statement, String.valueOf(a == null ? "" : a[0]), m, a));
        }
        return result;
    }

    private Object onStatement(Statement statement, String sql, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        if (EXECUTIONS.contains(method.getName())) {
            add(sql);
        }
        return call(statement, method, arguments);
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(CountingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
