package io.github.ifmatch.examples.snippets;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Connections on which the answer to a commit is lost, the first few times: the database has committed by then. */
final class LostAnswers {

    private LostAnswers() {}

    static DataSource of(DataSource dataSource, int commits) {
        AtomicInteger left = new AtomicInteger(commits);
        return proxy(DataSource.class, (p, method, arguments) -> {
            Object result = call(dataSource, method, arguments);
            return result instanceof Connection connection
                    ? proxy(Connection.class, (q, m, a) -> onConnection(connection, left, m, a))
                    : result;
        });
    }

    private static Object onConnection(Connection connection, AtomicInteger left, Method method, Object[] arguments)
            throws Throwable {
        Object result = call(connection, method, arguments);
        if (method.getName().equals("commit") && left.getAndDecrement() > 0) {
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
        return type.cast(Proxy.newProxyInstance(LostAnswers.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
