package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.ConnectionSource.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
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

    @Nullable
    String transactionId() {
        return transactionId;
    }

    @Override
    public <R, ID> Outcome<R> write(Binding<R, ID> binding, Function<TableSql<R, ID>, Change<R>> change) {
        refuseIfDoomed();
        try {
            TableSql<R, ID> sql = binding.sql(connection);
            return write(sql, change.apply(sql));
        } catch (SQLException e) {
            throw doomed(Failures.connection(e));
        }
    }

    private <R, ID> Outcome<R> write(TableSql<R, ID> sql, Change<R> change) throws SQLException {
        Statements<R, ID> statements = new Statements<>(connection, sql);
        Verdict<R, ID> verdict = new Verdict<>(statements, change, Owner.CALLER);
        Savepoint savepoint = needsSavepoint(sql, change) ? connection.setSavepoint() : null;
        try {
            Outcome<R> outcome = verdict.write();
            if (savepoint != null) {
                connection.releaseSavepoint(savepoint);
            }
            return outcome;
        } catch (Refusal refusal) {
            return existing(statements, verdict, change, refusal, savepoint)
                    .map(verdict::logged)
                    .orElseThrow(() -> doomed(Failures.ofWrite(refusal, change, Owner.CALLER)));
        } catch (MappingException | DatabaseException e) {
            throw doomed(e);
        } finally {
            transactionId = transactionId == null ? verdict.transactionId() : transactionId;
        }
    }

    /** A duplicate id must leave a transaction in which the existing row can be read. */
    private static boolean needsSavepoint(TableSql<?, ?> sql, Change<?> change) {
        return change.act() == Act.INSERT
                && change.id() != null
                && !sql.dialect().survivesErrors()
                && !sql.insertsIfAbsent();
    }

    /** The conflict that a duplicate id is. */
    private <R, ID> Optional<Outcome<R>> existing(
            Statements<R, ID> statements,
            Verdict<R, ID> verdict,
            Change<R> change,
            Refusal refusal,
            @Nullable Savepoint savepoint)
            throws SQLException {
        if (refusal.fault() != Fault.DUPLICATE || change.act() != Act.INSERT || change.id() == null) {
            return Optional.empty();
        }
        if (savepoint != null) {
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
        }
        try {
            return statements.find(change.idValues()).map(verdict::conflict);
        } catch (Refusal second) {
            refusal.failure().addSuppressed(second.failure());
            return Optional.empty();
        }
    }

    @Override
    public <R, ID, T> T read(Binding<R, ID> binding, Reading<R, ID, T> reading) {
        refuseIfDoomed();
        try {
            return reading.read(new Statements<>(connection, binding.sql(connection)));
        } catch (Refusal refusal) {
            throw doomed(Failures.ofRead(refusal, binding.table()));
        } catch (SQLException e) {
            throw doomed(Failures.connection(e));
        }
    }

    /** H2 would carry out what follows a serialization failure, in a new transaction. */
    private void refuseIfDoomed() {
        if (doom != null) {
            throw doom;
        }
    }

    @CanIgnoreReturnValue
    VersionedException doomed(VersionedException e) {
        doom = doom == null ? e : doom;
        return e;
    }
}
