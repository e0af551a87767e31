package io.github.ifmatch.examples.campaign.work;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts the statements that were made and not closed. Thread-safe. */
final class CountedSource {

    private final Set<Statement> open = ConcurrentHashMap.newKeySet();

    /** The same data source, counted. */
    DataSource around(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object answer = call(source, method, arguments);
            return answer instanceof Connection connection ? around(connection) : answer;
        });
    }

    /** How many there are. */
    int count() {
        return open.size();
    }

    private Connection around(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object answer = call(connection, method, arguments);
            if (!(answer instanceof Statement statement)) {
                return answer;
            }
            open.add(statement);
            return statement instanceof PreparedStatement && !(statement instanceof CallableStatement)
                    ? around(PreparedStatement.class, statement)
                    : around(Statement.class, statement);
        });
    }

    private <T extends Statement> T around(Class<T> type, Statement statement) {
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                open.remove(statement);
            }
            return call(statement, method, arguments);
        });
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
