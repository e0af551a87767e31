package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
        return run(binding, (boundary, sql) -> new OwnWrite<>(connections, boundary, sql, change.apply(sql)).run());
    }

    @Override
    public <R, ID> List<Outcome<R>> writeAll(Binding<R, ID> binding, Function<TableSql<R, ID>, Batch<R>> batch) {
        return run(binding, (boundary, sql) -> {
            BatchUnit unit = new BatchUnit.OwnUnit(boundary, connections, sql.dialect());
            return new BatchAttempts<>(unit, boundary.statements(sql, false), sql, batch.apply(sql)).make();
        });
    }

    /** One statement is enough, but only a transaction with an id can be asked about when its answer was lost. */
    @Override
    public <R, ID> long updateWhere(Binding<R, ID> binding, Updating<R, ID> updating) {
        return run(binding, (boundary, sql) -> {
            Dialect dialect = sql.dialect();
            boolean isOneStatement =
                    boundary.isAutocommit() && dialect.transactionId().isEmpty();
            Statements<R, ID> statements = boundary.statements(sql, isOneStatement);
            AtomicReference<@Nullable String> transactionId = new AtomicReference<>();
            for (int attempt = 1; ; attempt++) {
                transactionId.set(null);
                try {
                    return isOneStatement
                            ? updating.update(statements)
                            : inTransaction(boundary, dialect, () -> {
                                long rows = updating.update(statements);
                                transactionId.set(statements.transactionId().orElse(null));
                                return rows;
                            });
                } catch (Refusal refusal) {
                    boundary.refused(refusal);
                    Owner owner = isOneStatement ? Owner.STATEMENT : Owner.OURS;
                    if (refusal.fault() != Fault.SERIALIZATION || attempt == ATTEMPTS || refusal.isAnswered(owner)) {
                        UnknownOutcomeException.Inquiry inquiry = connections.inquiry(dialect, transactionId.get());
                        throw Failures.ofUpdateWhere(refusal, binding.table(), owner, inquiry);
                    }
                }
            }
        });
    }

    private interface Sending<T> {
        T send() throws Refusal;
    }

    private static <T> T inTransaction(TransactionBoundary boundary, Dialect dialect, Sending<T> sending)
            throws Refusal {
        boundary.begin(dialect);
        boolean isDone = false;
        try {
            T answer = sending.send();
            boundary.commit(dialect);
            isDone = true;
            return answer;
        } catch (Refusal refusal) {
            throw boundary.proven(refusal);
        } finally {
            if (!isDone) {
                boundary.rollback();
            }
        }
    }

    @Override
    public <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading) {
        return run(binding, (boundary, sql) -> {
            Statements<R, ID> statements = boundary.statements(sql, boundary.isAutocommit());
            for (int attempt = 1; ; attempt++) {
                try {
                    return read(boundary, sql.dialect(), () -> reading.read(statements));
                } catch (Refusal refusal) {
                    boundary.refused(refusal);
                    if (refusal.fault() != Fault.SERIALIZATION || attempt == ATTEMPTS) {
                        throw Failures.ofRead(refusal, binding.table(), Owner.OURS);
                    }
                }
            }
        });
    }

    /** What was only read is committed: on H2 a rollback can remove what others inserted meanwhile. */
    private static <T> T read(TransactionBoundary boundary, Dialect dialect, Sending<T> reading) throws Refusal {
        if (!boundary.isAutocommit()) {
            boundary.begin(dialect);
        }
        boolean isDone = false;
        try {
            T answer = reading.send();
            boundary.endRead();
            isDone = true;
            return answer;
        } finally {
            if (!isDone) {
                boundary.rollback();
            }
        }
    }

    private interface Work<R, ID, T> {
        T with(TransactionBoundary boundary, TableSql<R, ID> sql) throws SQLException;
    }

    private <R, ID, T> T run(Binding<R, ID> binding, Work<R, ID, T> work) {
        return connections.use(connection -> {
            AtomicReference<@Nullable TableSql<R, ID>> found = new AtomicReference<>();
            try (TransactionBoundary boundary =
                    TransactionBoundary.on(connection, connections.eviction(), isolation, () -> {
                        TableSql<R, ID> sql = binding.sql(connection);
                        found.set(sql);
                        return sql.dialect();
                    })) {
                return work.with(boundary, requireNonNull(found.get()));
            }
        });
    }
}
