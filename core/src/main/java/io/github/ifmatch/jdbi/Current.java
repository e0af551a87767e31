package io.github.ifmatch.jdbi;

import java.sql.Connection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The handle that an operation of this thread runs on, and the statement that it is sending: column types ask for it, for
 * Jdbi's arguments and mappers want a context. For one thread at a time, like the connection.
 */
final class Current implements AutoCloseable {

    private static final ThreadLocal<@Nullable Current> THREADS = new ThreadLocal<>();

    private final @Nullable Current outer;
    private final Handle handle;
    private final @Nullable StatementContext context;

    private Current(Handle handle, @Nullable StatementContext context) {
        this.outer = THREADS.get();
        this.handle = handle;
        this.context = context;
        THREADS.set(this);
    }

    /** From now on this thread's operations run on the handle. */
    static Current handle(Handle handle) {
        return new Current(handle, null);
    }

    /** From now on this thread sends, or reads the answer of, the context's statement. */
    static Current statement(Handle handle, StatementContext context) {
        return new Current(handle, context);
    }

    /** The handle that works on this connection, if there is one. */
    static @Nullable Handle handleOf(Connection connection) {
        Current current = THREADS.get();
        return current == null || current.handle.getConnection() != connection ? null : current.handle;
    }

    /** The context of the statement, or one on the handle for whoever sends statements past Jdbi. */
    static StatementContext context() {
        Current current = THREADS.get();
        if (current == null) {
            throw new IllegalStateException(
                    "a column that Jdbi binds and reads needs a handle; use VersionedJdbi.rows(handle,"
                            + " table) instead of on(connection), and a row mapper instead of table.read(resultSet)");
        }
        return current.context != null
                ? current.context
                : current.handle.createQuery("").getContext();
    }

    @Override
    public void close() {
        if (outer == null) {
            THREADS.remove();
        } else {
            THREADS.set(outer);
        }
    }
}
