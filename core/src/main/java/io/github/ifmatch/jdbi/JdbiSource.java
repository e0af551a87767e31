package io.github.ifmatch.jdbi;

import io.github.ifmatch.ConnectionSource;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleScope;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.extension.HandleSupplier;

/**
 * The connections of a Jdbi: the one of the thread's current handle, as {@link Jdbi#withHandle} finds it, or one of a new
 * handle, which is the thread's current one until it is given back. Thread-safe.
 */
record JdbiSource(Jdbi jdbi) implements ConnectionSource {

    /** The one connection of this handle. */
    static ConnectionSource of(Handle handle) {
        return new OfHandle(handle);
    }

    private record OfHandle(Handle handle) implements ConnectionSource {

        @Override
        public Lease lease() {
            return joined(handle);
        }

        @Override
        public Lease leaseNew() throws SQLException {
            return new JdbiSource(handle.getJdbi()).leaseNew();
        }
    }

    @Override
    public Lease lease() throws SQLException {
        HandleSupplier supplier = jdbi.getHandleScope().get();
        return supplier == null ? opened(open(jdbi::open)) : joined(open(supplier::getHandle));
    }

    @Override
    public Lease leaseNew() throws SQLException {
        Handle handle = open(jdbi::open);
        return Lease.own(handle.getConnection(), handle::close);
    }

    private static Handle open(Supplier<Handle> opening) throws SQLException {
        try {
            return opening.get();
        } catch (ConnectionException e) {
            throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e);
        }
    }

    private static Lease joined(Handle handle) {
        Current current = Current.handle(handle);
        return Lease.joined(handle.getConnection(), current::close);
    }

    /**
     * Jdbi ends whatever transaction a handle has when it is closed, unless it was told not to: then a framework lends the
     * connection, and one that is not in autocommit is in the framework's transaction.
     */
    private Lease opened(Handle handle) {
        HandleScope scope = jdbi.getHandleScope();
        scope.set(handle);
        Current current = Current.handle(handle);
        Release release = () -> {
            current.close();
            scope.clear();
            handle.close();
        };
        boolean isLent = !handle.getConfig(Handles.class).isForceEndTransactions();
        return isLent ? Lease.joined(handle.getConnection(), release) : Lease.own(handle.getConnection(), release);
    }
}
