package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.util.List;
import java.util.function.Function;

/**
 * One transaction over several tables, as {@link Database#inTransaction} runs it.
 *
 * <p>For one thread at a time, like the connection, and only until the work returns.
 */
public final class Transaction {

    private final Database database;
    private final Connection connection;
    private final JoinedTransaction scope;
    private boolean isShared;
    private boolean hasEnded;

    Transaction(Database database, Connection connection, JoinedTransaction scope) {
        this.database = database;
        this.connection = connection;
        this.scope = scope;
    }

    /**
     * The rows of a table, in this transaction.
     *
     * @throws IllegalStateException if the transaction has ended
     */
    public <R, ID> VersionedRows<R, ID> rows(Table<R, ID> table) {
        return jdbcRows(table);
    }

    <R, ID> JdbcRows<R, ID> jdbcRows(Table<R, ID> table) {
        requireNonNull(table, "table must not be null");
        checkOpen();
        return new JdbcRows<>(database.binding(table), new OpenScope(scope, this::checkOpen));
    }

    /**
     * Applies a change set: all of it, or nothing.
     *
     * <p>The rows are locked first, tables by name and ids ascending, so that two change sets cannot deadlock; then written,
     * each with its version checked. One round trip for each table and one for each change.
     *
     * @return the rows as stored
     * @throws RefusedException if a row was changed, is missing, or exists already: with every refusal, by path
     * @throws IllegalStateException if the transaction has ended
     */
    @CanIgnoreReturnValue
    public ChangeSet.Result apply(ChangeSet changes) {
        requireNonNull(changes, "changes must not be null");
        checkOpen();
        return new ChangeSetRun(this, changes).run();
    }

    Journal journal() {
        return database.journal();
    }

    /** The reason, to be thrown; whatever becomes of it, the transaction can only be rolled back. */
    VersionedException doom(VersionedException reason) {
        return scope.doomed(reason);
    }

    /**
     * The transaction's connection, for queries of one's own; not to be committed, rolled back or closed.
     *
     * <p>If a statement of one's own fails, let its exception end the work: the transaction must be rolled back.
     *
     * @throws IllegalStateException if the transaction has ended
     */
    public Connection connection() {
        checkOpen();
        isShared = true;
        scope.share();
        return connection;
    }

    /** Whether others than we may have sent statements. */
    boolean isShared() {
        return isShared;
    }

    void end() {
        hasEnded = true;
    }

    private void checkOpen() {
        if (hasEnded) {
            throw new IllegalStateException("the transaction has ended; use it only inside inTransaction(…)");
        }
    }

    /** A scope that ends with its transaction. */
    private record OpenScope(Scope scope, Runnable check) implements Scope {

        @Override
        public <R, ID> Outcome<R> write(Binding<R, ID> binding, Function<TableSql<R, ID>, Change<R>> change) {
            check.run();
            return scope.write(binding, change);
        }

        @Override
        public <R, ID> List<Outcome<R>> writeAll(Binding<R, ID> binding, Function<TableSql<R, ID>, Batch<R>> batch) {
            check.run();
            return scope.writeAll(binding, batch);
        }

        @Override
        public <R, ID> long updateWhere(Binding<R, ID> binding, Updating<R, ID> updating) {
            check.run();
            return scope.updateWhere(binding, updating);
        }

        @Override
        public <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading) {
            check.run();
            return scope.read(binding, reading);
        }
    }
}
