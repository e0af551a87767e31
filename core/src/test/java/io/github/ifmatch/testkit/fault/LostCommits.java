package io.github.ifmatch.testkit.fault;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections that are lost while they commit: the answer never comes, whether the database has committed or not. */
public final class LostCommits {

    private LostCommits() {}

    public static DataSource of(DataSource dataSource, boolean areCommitted) {
        return proxy(DataSource.class, (p, method, arguments) -> {
            Object result = call(dataSource, method, arguments);
            return result instanceof Connection connection
                    ? proxy(Connection.class, (q, m, a) -> onConnection(connection, areCommitted, m, a))
                    : result;
        });
    }

    private static Object onConnection(Connection connection, boolean areCommitted, Method method, Object[] arguments)
            throws Throwable {
        boolean isCommit = method.getName().equals("commit");
        Object result = isCommit && !areCommitted ? null : call(connection, method, arguments);
        if (isCommit) {
            throw new SQLException("the connection was lost", "08006");
        }
        return result;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LostCommits.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
