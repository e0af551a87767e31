package io.github.ifmatch.examples.benchmarks.hotrow;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that is farther away: every statement and every commit waits before it is sent. Thread-safe. */
record Distance(long nanos) {

    private static final Set<String> ROUND_TRIPS = Set.of("execute", "executeQuery", "executeUpdate", "commit");

    DataSource to(DataSource dataSource) {
        return nanos == 0 ? dataSource : farther(DataSource.class, dataSource);
    }

    private <T> T farther(Class<T> type, Object near) {
        InvocationHandler handler = (proxy, method, arguments) -> call(near, method, arguments);
        return type.cast(Proxy.newProxyInstance(Distance.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(Object near, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (ROUND_TRIPS.contains(method.getName())) {
            LockSupport.parkNanos(nanos);
        }
        try {
            Object result = method.invoke(near, arguments);
            return result instanceof Connection
                    ? farther(Connection.class, result)
                    : result instanceof PreparedStatement ? farther(PreparedStatement.class, result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
