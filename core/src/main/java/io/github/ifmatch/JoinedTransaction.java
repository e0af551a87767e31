package io.github.ifmatch;

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
    private @Nullable VersionedException doom;
    private @Nullable String transactionId;

    JoinedTransaction(Connection connection) {
        this.connection = connection;
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
        JoinedWrite<R, ID> write = new JoinedWrite<>(new Statements<>(connection, sql), sql, change, Owner.CALLER);
        try {
            return write.run();
        } catch (Refusal refusal) {
            throw doomed(Failures.ofWrite(refusal, change, Owner.CALLER));
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
        BatchUnit.SavepointUnit unit = new BatchUnit.SavepointUnit(connection);
        BatchAttempts<R, ID> attempts = new BatchAttempts<>(unit, new Statements<>(connection, sql), sql, batch);
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
            return updating.update(new Statements<>(connection, binding.sql(connection)));
        } catch (Refusal refusal) {
            throw doomed(Failures.ofUpdateWhere(refusal, binding.table(), Owner.CALLER));
        } catch (SQLException e) {
            throw doomed(Failures.connection(e));
        }
    }

    @Override
    public <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading) {
        throwIfDoomed();
        try {
            return reading.read(new Statements<>(connection, binding.sql(connection)));
        } catch (Refusal refusal) {
            throw doomed(Failures.ofRead(refusal, binding.table()));
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
