package io.github.ifmatch;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs each operation in a transaction of its own: one statement in autocommit where that is enough.
 *
 * <p>A serialization failure is looked into in a new transaction: a row that has changed is a conflict, one that has not
 * is written again, {@value #ATTEMPTS} attempts in all. Thread-safe, if its connections are its own.
 */
final class OwnTransaction implements Scope {

    /** How often a write is sent, the first time included, while serialization fails and the row stays as it was read. */
    static final int ATTEMPTS = 5;

    private final Connections connections;
    private final @Nullable Isolation isolation;

    OwnTransaction(Connections connections, @Nullable Isolation isolation) {
        this.connections = connections;
        this.isolation = isolation;
    }

    @Override
    public <R, ID> Outcome<R> write(Binding<R, ID> binding, Function<TableSql<R, ID>, Change<R>> change) {
        return connections.use(connection -> {
            // the isolation first: looking at the schema may open the transaction
            try (TransactionBoundary boundary = TransactionBoundary.on(connection, isolation)) {
                TableSql<R, ID> sql = binding.sql(connection);
                return new OwnWrite<>(connections, boundary, new Statements<>(connection, sql), sql, change.apply(sql))
                        .run();
            }
        });
    }

    @Override
    public <R, ID> List<Outcome<R>> writeAll(Binding<R, ID> binding, Function<TableSql<R, ID>, Batch<R>> batch) {
        return connections.use(connection -> {
            try (TransactionBoundary boundary = TransactionBoundary.on(connection, isolation)) {
                TableSql<R, ID> sql = binding.sql(connection);
                BatchUnit unit = new BatchUnit.OwnUnit(boundary, connections, sql.dialect());
                return new BatchAttempts<>(unit, new Statements<>(connection, sql), sql, batch.apply(sql)).make();
            }
        });
    }

    @Override
    public <R, ID> long updateWhere(Binding<R, ID> binding, Updating<R, ID> updating) {
        return connections.use(connection -> {
            try (TransactionBoundary boundary = TransactionBoundary.on(connection, isolation)) {
                TableSql<R, ID> sql = binding.sql(connection);
                Statements<R, ID> statements = new Statements<>(connection, sql);
                for (int attempt = 1; ; attempt++) {
                    try {
                        return updateWhere(boundary, sql.dialect(), () -> updating.update(statements));
                    } catch (Refusal refusal) {
                        if (refusal.fault() != Fault.SERIALIZATION || attempt == ATTEMPTS) {
                            Owner owner = boundary.isAutocommit() ? Owner.STATEMENT : Owner.OURS;
                            throw Failures.ofUpdateWhere(refusal, binding.table(), owner);
                        }
                    }
                }
            }
        });
    }

    private interface Update {
        long send() throws Refusal;
    }

    /** One statement, so autocommit is enough. */
    private static long updateWhere(TransactionBoundary boundary, Dialect dialect, Update update) throws Refusal {
        if (boundary.isAutocommit()) {
            return update.send();
        }
        boolean isDone = false;
        try {
            long rows = update.send();
            boundary.commit(dialect);
            isDone = true;
            return rows;
        } finally {
            if (!isDone) {
                boundary.rollback();
            }
        }
    }

    @Override
    public <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading) {
        return connections.use(connection -> {
            try (TransactionBoundary boundary = TransactionBoundary.on(connection, isolation)) {
                Statements<R, ID> statements = new Statements<>(connection, binding.sql(connection));
                for (int attempt = 1; ; attempt++) {
                    try {
                        return reading.read(statements);
                    } catch (Refusal refusal) {
                        if (refusal.fault() != Fault.SERIALIZATION || attempt == ATTEMPTS) {
                            throw Failures.ofRead(refusal, binding.table());
                        }
                    } finally {
                        boundary.rollback();
                    }
                }
            }
        });
    }
}
