package io.github.ifmatch.examples.benchmarks.peers.shop;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts the statements that go through a data source. Each row of a JDBC batch is a statement; BEGIN, COMMIT and ROLLBACK are
 * none. Thread-safe.
 */
final class Counting {

    private final AtomicLong statements = new AtomicLong();

    long statements() {
        return statements.get();
    }

    DataSource over(DataSource dataSource) {
        return proxy(DataSource.class, dataSource);
    }

    private <T> T proxy(Class<T> type, Object target) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(Counting.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (target instanceof Statement) {
            count(method.getName());
        }
        try {
            Object result = method.invoke(target, arguments);
            return result instanceof Connection
                    ? proxy(Connection.class, result)
                    : result instanceof PreparedStatement
                            ? proxy(PreparedStatement.class, result)
                            : result instanceof Statement ? proxy(Statement.class, result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void count(String method) {
        boolean isExecution = method.startsWith("execute") && !method.endsWith("Batch");
        if (isExecution || method.equals("addBatch")) {
            statements.incrementAndGet();
        }
    }
}
