package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.ConnectionSource.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations in somebody's transaction: never commits, rolls back, closes or tries again.
 *
 * <p>Once the database refused a statement, the transaction is doomed: {@link #doom()} says why, and nothing more is sent. For one thread at a time,
 * like the connection.
 */
final class JoinedTransaction implements Scope {

    private final Connection connection;
    private final @Nullable TransactionBoundary begun;
    private @Nullable Snapshot snapshot;
    private @Nullable VersionedException doom;
    private @Nullable String transactionId;

    private JoinedTransaction(Connection connection, @Nullable TransactionBoundary begun) {
        this.connection = connection;
        this.begun = begun;
    }

    /** A transaction that somebody began, and may have read in. */
    static JoinedTransaction of(Connection connection) {
        return new JoinedTransaction(connection, null);
    }

    /** A transaction that was just begun here. */
    static JoinedTransaction begun(Connection connection, TransactionBoundary boundary) {
        return new JoinedTransaction(connection, boundary);
    }

    /** Somebody else may have sent statements: the snapshot may be an old one. */
    void share() {
        snapshot = snapshot == null ? new Snapshot(connection, Snapshot.Since.EARLIER) : snapshot;
    }

    /** Only the first operation of a transaction that was begun here is as old as the transaction itself. */
    private <R, ID> Statements<R, ID> statements(TableSql<R, ID> sql) {
        boolean isFirst = snapshot == null && begun != null;
        share();
        Snapshot current = isFirst ? new Snapshot(connection, Snapshot.Since.OPERATION) : requireNonNull(snapshot);
        return new Statements<>(connection, sql, current);
    }

    private Refusal proven(Refusal refusal) {
        if (begun != null) {
            begun.refused(refusal);
        }
        return TransactionBoundary.proven(connection, refusal);
    }

    /** Why the transaction can only be rolled back, if so. */
    @Nullable
    VersionedException doom() {
        return doom;
    }

    /** Tells whoever will end the transaction, if it can only be rolled back. */
    void forbidCommit(Lease lease) {
        if (doom != null) {
            doom.endTransaction(lease);
        }
    }

    /** How the transaction ends, only somebody else will know. */
    @Override
    public void tell(Guarded listener, Journal.Made made) {
        listener.on(made.as(false));
    }

    @Nullable
    String transactionId() {
        return transactionId;
    }

    @Override
    public <R, ID> Outcome<R> write(Binding<R, ID> binding, Function<TableSql<R, ID>, Change<R>> change) {
        throwIfDoomed();
        try {
            TableSql<R, ID> sql = binding.sql(connection);
            return write(sql, change.apply(sql));
        } catch (SQLException e) {
            throw doomed(Failures.connection(e));
        }
    }

    private <R, ID> Outcome<R> write(TableSql<R, ID> sql, Change<R> change) throws SQLException {
        Statements<R, ID> statements = statements(sql);
        JoinedWrite<R, ID> write = new JoinedWrite<>(statements, sql, change, Owner.CALLER);
        try {
            Outcome<R> outcome = write.run();
            if (outcome.isApplied() && begun != null && transactionId == null && write.transactionId() == null) {
                transactionId = statements.transactionId().orElse(null);
            }
            return outcome;
        } catch (Refusal refusal) {
            throw doomed(Failures.ofWrite(proven(refusal), change, Owner.CALLER));
        } catch (MappingException | DatabaseException e) {
            throw doomed(e);
        } catch (VersionedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            doomed(cutShort(change.where(), e));
            throw e;
        } finally {
            transactionId = transactionId == null ? write.transactionId() : transactionId;
        }
    }

    @Override
    public <R, ID> List<Outcome<R>> writeAll(Binding<R, ID> binding, Function<TableSql<R, ID>, Batch<R>> batch) {
        throwIfDoomed();
        try {
            TableSql<R, ID> sql = binding.sql(connection);
            return writeAll(sql, batch.apply(sql));
        } catch (SQLException e) {
            throw doomed(Failures.connection(e));
        }
    }

    private <R, ID> List<Outcome<R>> writeAll(TableSql<R, ID> sql, Batch<R> batch) throws SQLException {
        BatchUnit.SavepointUnit unit = new BatchUnit.SavepointUnit(connection, sql.dialect(), this::proven);
        BatchAttempts<R, ID> attempts = new BatchAttempts<>(unit, statements(sql), sql, batch);
        try {
            List<Outcome<R>> outcomes = attempts.make();
            if (!unit.isWhole()) {
                throw doomed(new DatabaseException(
                        batch.where() + ": what was refused cannot be undone without savepoints. "
                                + Owner.CALLER.carriedOut,
                        null));
            }
            return outcomes;
        } catch (SuppressedWriteException e) {
            throw unit.isWhole() ? e : doomed(e);
        } catch (VersionedException e) {
            throw doomed(e);
        } catch (RuntimeException | Error e) {
            if (!unit.isWhole()) {
                doomed(cutShort(batch.where(), e));
            }
            throw e;
        } finally {
            String id = attempts.transactionId();
            transactionId = transactionId == null ? id : transactionId;
        }
    }

    @Override
    public <R, ID> long updateWhere(Binding<R, ID> binding, Updating<R, ID> updating) {
        throwIfDoomed();
        try {
            Statements<R, ID> statements = statements(binding.sql(connection));
            long rows = updating.update(statements);
            transactionId = transactionId == null && begun != null
                    ? statements.transactionId().orElse(null)
                    : transactionId;
            return rows;
        } catch (Refusal refusal) {
            throw doomed(Failures.ofUpdateWhere(proven(refusal), binding.table(), Owner.CALLER, null));
        } catch (SQLException e) {
            throw doomed(Failures.connection(e));
        }
    }

    @Override
    public <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading) {
        throwIfDoomed();
        try {
            return reading.read(statements(binding.sql(connection)));
        } catch (Refusal refusal) {
            throw doomed(Failures.ofRead(proven(refusal), binding.table(), Owner.CALLER));
        } catch (SQLException e) {
            throw doomed(Failures.connection(e));
        }
    }

    /** H2 would carry out what follows a serialization failure, in a new transaction. */
    void throwIfDoomed() {
        if (doom != null) {
            throw doom;
        }
    }

    /** Something was thrown between the statement and its outcome, by a row's constructor for instance: it may stand. */
    private static DatabaseException cutShort(String where, Throwable thrown) {
        return new DatabaseException(
                where + ": the write was cut short (" + thrown.getClass().getName()
                        + "), so the transaction can only be rolled back",
                thrown);
    }

    @CanIgnoreReturnValue
    VersionedException doomed(VersionedException e) {
        doom = doom == null ? e : doom;
        return e;
    }
}
