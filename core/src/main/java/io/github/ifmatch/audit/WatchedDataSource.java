package io.github.ifmatch.audit;

import java.io.Closeable;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source, or a builder of connections, whose connections are watched. Thread-safe, if that is. */
final class WatchedDataSource extends WatchedObject {

    private final Object target;
    private final Audit audit;

    private WatchedDataSource(Object target, Audit audit) {
        super(target);
        this.target = target;
        this.audit = audit;
    }

    static DataSource of(DataSource dataSource, Audit audit) {
        WatchedDataSource handler = new WatchedDataSource(dataSource, audit);
        return dataSource instanceof AutoCloseable
                ? proxy(CloseableDataSource.class, handler)
                : proxy(DataSource.class, handler);
    }

    /** Pools can be closed, and containers close what can be. */
    interface CloseableDataSource extends DataSource, Closeable {}

    @Override
    @Nullable
    Object call(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Closeable.class && target instanceof AutoCloseable closeable) {
            closeable.close(); // a method of another interface than that of the pool's class
            return null;
        }
        Object result = pass(method, arguments);
        if (result instanceof Connection connection) {
            return WatchedConnection.of(connection, audit);
        }
        if (result instanceof ConnectionBuilder builder) {
            return proxy instanceof ConnectionBuilder
                    ? proxy
                    : proxy(ConnectionBuilder.class, new WatchedDataSource(builder, audit));
        }
        return result;
    }
}
