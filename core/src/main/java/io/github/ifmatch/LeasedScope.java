package io.github.ifmatch;

import io.github.ifmatch.ConnectionSource.Lease;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs each operation in the transaction that the thread is in, or else in one of its own. Thread-safe.
 *
 * @param isolation of the transactions of its own
 */
record LeasedScope(Connections.Leased connections, @Nullable Isolation isolation) implements Scope {

    @Override
    public <R, ID> Outcome<R> write(Binding<R, ID> binding, Function<TableSql<R, ID>, Change<R>> change) {
        return run(scope -> scope.write(binding, change));
    }

    @Override
    public <R, ID> List<Outcome<R>> writeAll(Binding<R, ID> binding, Function<TableSql<R, ID>, Batch<R>> batch) {
        return run(scope -> scope.writeAll(binding, batch));
    }

    @Override
    public <R, ID> long updateWhere(Binding<R, ID> binding, Updating<R, ID> updating) {
        return run(scope -> scope.updateWhere(binding, updating));
    }

    @Override
    public <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading) {
        return run(scope -> scope.read(binding, reading));
    }

    @Override
    public <T> T within(Function<Scope, T> operation) {
        return run(operation);
    }

    private <T> T run(Function<Scope, T> operation) {
        Lease lease = connections.open();
        try {
            return DriverFacts.isInTransaction(lease) ? join(lease, operation) : operation.apply(own(lease));
        } catch (SQLException e) {
            throw Failures.connection(e);
        } finally {
            connections.close(lease);
        }
    }

    private Scope own(Lease lease) {
        return new OwnTransaction(new Connections.Borrowed(lease.connection(), connections.source()), isolation);
    }

    private static <T> T join(Lease lease, Function<Scope, T> operation) {
        Transaction ours = Underway.on(lease.connection());
        if (ours != null) {
            return ours.share(operation);
        }
        JoinedTransaction scope = JoinedTransaction.of(lease.connection());
        try {
            return operation.apply(scope);
        } finally {
            scope.forbidCommit(lease);
        }
    }
}
