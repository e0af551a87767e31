package io.github.ifmatch.engine.write;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.ConnectionSource.Lease;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.engine.sql.TableSql;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A part of somebody's transaction, and a savepoint where it must be undone: never commits, rolls back, closes or tries again.
 *
 * <p>Once the database refused a statement, the transaction is doomed: {@link #doom()} says why, and nothing more is sent. For one thread at a time,
 * like the connection.
 */
public final class JoinedTransaction implements Unit {

    private final Connection connection;
    private final @Nullable OwnTransaction begun;
    private final @Nullable Held held;
    private final Owner owner;
    private final boolean isRunAgain;
    private Dialect dialect = Dialect.STANDARD;
    private @Nullable Snapshot snapshot;
    private @Nullable VersionedException doom;
    private @Nullable Mark mark;
    private boolean isWhole = true;
    private boolean hasWritten;

    private JoinedTransaction(
            Connection connection,
            @Nullable OwnTransaction begun,
            @Nullable Held held,
            Owner owner,
            boolean isRunAgain) {
        this.connection = connection;
        this.begun = begun;
        this.held = held;
        this.owner = owner;
        this.isRunAgain = isRunAgain;
    }

    /** A transaction that somebody began, and may have read in; how it ends, only somebody else will know. */
    public static JoinedTransaction of(Connection connection) {
        return new JoinedTransaction(connection, null, null, Owner.CALLER, false);
    }

    /**
     * A transaction of ours that was just begun; at its commit is told what was written.
     *
     * @param isRunAgain whether the whole of it is run again if a deadlock ends it
     */
    public static JoinedTransaction begun(Connection connection, OwnTransaction begun, Held held, boolean isRunAgain) {
        return new JoinedTransaction(connection, begun, held, Owner.CALLER, isRunAgain);
    }

    /** The same of one that was begun for an attempt of ours, which is rolled back if anything of it fails. */
    public static JoinedTransaction attempt(Connection connection, OwnTransaction begun, Held held) {
        return new JoinedTransaction(connection, begun, held, Owner.ATTEMPT, false);
    }

    /** Runs an operation in it. H2 would carry out what follows a serialization failure, in a new transaction. */
    public <T> T run(Scope.Operation<T> operation) {
        throwIfDoomed();
        try {
            return operation.in(this);
        } catch (SQLException e) {
            throw failed(UserExceptions.connection(e));
        }
    }

    public void throwIfDoomed() {
        if (doom != null) {
            throw doom;
        }
    }

    /** Why the transaction can only be rolled back, if so. */
    @Nullable
    public VersionedException doom() {
        return doom;
    }

    @Override
    @CanIgnoreReturnValue
    public VersionedException failed(VersionedException e) {
        doom = doom == null ? e : doom;
        return e;
    }

    /** Tells whoever will end the transaction, if it can only be rolled back. */
    void forbidCommit(Lease lease) {
        if (doom != null) {
            EndedTransaction.of(doom, lease);
        }
    }

    /** Somebody else may have sent statements: the snapshot may be an old one. */
    public void share() {
        snapshot = snapshot == null ? new Snapshot(connection, Snapshot.Since.EARLIER) : snapshot;
    }

    @Override
    public <R, ID> TableSql<R, ID> sql(Finding<TableSql<R, ID>> finding) throws SQLException {
        TableSql<R, ID> sql = finding.on(connection);
        dialect = sql.dialect();
        return sql;
    }

    @Override
    public void isOneStatement() {
        // it is one of many, whatever it is
    }

    /** Only the first operation of a transaction that was begun here is as old as the transaction itself. */
    @Override
    public <R, ID> Statements<R, ID> statements(TableSql<R, ID> sql) {
        boolean isFirst = snapshot == null && begun != null;
        share();
        Snapshot current = isFirst ? new Snapshot(connection, Snapshot.Since.OPERATION) : requireNonNull(snapshot);
        return new Statements<>(connection, sql, current, begun == null);
    }

    @Override
    public Owner owner() {
        return owner;
    }

    @Override
    public void begin() throws Refusal {
        mark = Mark.set(connection, dialect);
    }

    @Override
    public void keep() {
        if (mark != null) {
            mark.keep();
        }
    }

    @Override
    public void leave() {
        keep();
    }

    @Override
    public void undo() {
        isWhole = mark != null && mark.undo();
        mark = null;
    }

    @Override
    public boolean isWhole() {
        return isWhole;
    }

    @Override
    public Refusal proven(Refusal refusal) {
        return begun == null ? DriverFacts.proven(connection, refusal) : begun.proven(refusal);
    }

    /** Whether anything was written here. */
    public boolean hasWritten() {
        return hasWritten;
    }

    /** Only if the transaction is ours will we ask what became of it. */
    @Override
    public void wrote(Statements<?, ?> statements, @Nullable String transactionId) throws Refusal {
        hasWritten = true;
        if (begun != null) {
            begun.wrote(statements, transactionId);
        }
    }

    @Override
    public UnknownOutcomeException.@Nullable Inquiry inquiry() {
        return null;
    }

    @Override
    public boolean asksLater() {
        return begun != null && begun.asksLater();
    }

    @Override
    public boolean outlivesDeadlock() {
        return isRunAgain;
    }

    @Override
    public void tell(Telling telling) {
        if (held == null) {
            telling.tell(false);
        } else {
            held.add(telling);
        }
    }

    @Override
    public <T> T once(boolean writes, Sending<T> sending) throws Refusal {
        try {
            return sending.send();
        } catch (Refusal refusal) {
            throw proven(refusal);
        }
    }
}
