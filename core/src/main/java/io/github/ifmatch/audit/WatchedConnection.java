package io.github.ifmatch.audit;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are watched. For one thread at a time, like the connection. */
final class WatchedConnection extends WatchedObject {

    private final Connection connection;
    private final Audit audit;

    /** Asked for when the first text comes that is not known. */
    private @Nullable Spelling spelling;

    private WatchedConnection(Connection connection, Audit audit) {
        super(connection);
        this.connection = connection;
        this.audit = audit;
    }

    /** The connection itself if this audit watches it already, as where one data source delegates to another. */
    static Connection of(Connection connection, Audit audit) {
        boolean isWatched = Proxy.isProxyClass(connection.getClass())
                && Proxy.getInvocationHandler(connection) instanceof WatchedConnection watched
                && watched.audit == audit;
        return isWatched ? connection : proxy(Connection.class, new WatchedConnection(connection, audit));
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        Object result = pass(method, arguments);
        if (!(result instanceof Statement statement)) {
            return result;
        }
        Analysis prepared =
                statement instanceof PreparedStatement && arguments != null && arguments[0] instanceof String sql
                        ? analysis(sql)
                        : null;
        WatchedStatement handler = new WatchedStatement(statement, (Connection) proxy, this, prepared, audit);
        if (statement instanceof CallableStatement) {
            return proxy(CallableStatement.class, handler);
        }
        return statement instanceof PreparedStatement
                ? proxy(PreparedStatement.class, handler)
                : proxy(Statement.class, handler);
    }

    Analysis analysis(String sql) {
        return audit.analyses().of(sql, this::spelling);
    }

    private Spelling spelling() {
        Spelling known = spelling;
        if (known == null) {
            known = Spelling.of(connection);
            spelling = known;
        }
        return known;
    }
}
