package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Runs the operations on the caller's connection: in its transaction, or, while it is in autocommit, each as a
 * transaction of its own. For one thread at a time, like the connection.
 */
record CallerScope(Connection connection) implements Scope {

    @Override
    public <T> T within(Function<Scope, T> operation) {
        return operation.apply(scope());
    }

    @Override
    public <R, ID> Outcome<R> write(Binding<R, ID> binding, Function<TableSql<R, ID>, Change<R>> change) {
        return scope().write(binding, change);
    }

    @Override
    public <R, ID> List<Outcome<R>> writeAll(Binding<R, ID> binding, Function<TableSql<R, ID>, Batch<R>> batch) {
        return scope().writeAll(binding, batch);
    }

    @Override
    public <R, ID> long updateWhere(Binding<R, ID> binding, Updating<R, ID> updating) {
        return scope().updateWhere(binding, updating);
    }

    @Override
    public <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading) {
        return scope().read(binding, reading);
    }

    private Scope scope() {
        try {
            return DriverFacts.isSomebodys(connection)
                    ? joined()
                    : new OwnTransaction(new Connections.Borrowed(connection, null), null);
        } catch (SQLException e) {
            throw Failures.connection(e);
        }
    }

    private Scope joined() {
        Transaction ours = Underway.on(connection);
        return ours == null ? JoinedTransaction.of(connection) : ours.scope();
    }
}
