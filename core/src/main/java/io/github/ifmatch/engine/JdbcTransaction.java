package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Table;
import io.github.ifmatch.Transaction;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.engine.sql.Identifiers;
import io.github.ifmatch.engine.write.EndedTransaction;
import io.github.ifmatch.engine.write.JoinedTransaction;
import io.github.ifmatch.engine.write.Scope;
import io.github.ifmatch.engine.write.UserExceptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction over JDBC. For one thread at a time, like the connection, and only until the work returns. */
public final class JdbcTransaction implements Transaction {

    private final JdbcDatabase database;

    private final Connection connection;

    private final JoinedTransaction unit;

    private final boolean isAlone;

    private boolean isShared;

    private boolean hasEnded;

    /** One that is a part of somebody's. */
    JdbcTransaction(JdbcDatabase database, Connection connection, JoinedTransaction unit) {
        this(database, connection, unit, false);
    }

    /**
     * One in somebody's transaction, or in one of ours.
     *
     * @param isAlone whether no other can begin inside it
     */
    JdbcTransaction(JdbcDatabase database, Connection connection, JoinedTransaction unit, boolean isAlone) {
        this.database = database;
        this.connection = connection;
        this.unit = unit;
        this.isAlone = isAlone;
    }

    /** The implementation behind what a user's work is given. */
    public static JdbcTransaction of(Transaction transaction) {
        if (transaction instanceof JdbcTransaction known) {
            return known;
        }
        throw new IllegalArgumentException("transaction must be that of a Database: "
                + transaction.getClass().getName());
    }

    /** Runs work as a part of this transaction; if it fails, the whole can only be rolled back. */
    <T extends @Nullable Object, X extends Exception> T nest(JdbcDatabase ofPart, Database.Work<T, X> work) throws X {
        if (isAlone) {
            throw new IllegalStateException(
                    "the thread is in the transaction of a BatchWriter's chunk, and no other can be"
                            + " committed inside it: write with the transaction that the checkpoint is given");
        }
        JdbcTransaction part = new JdbcTransaction(ofPart, connection, unit);
        try {
            T result = work.in(part);
            unit.throwIfDoomed();
            return result;
        } catch (Throwable e) {
            EndedTransaction.of(doom(e, "a part of it failed"), this, this::hasEnded);
            throw e;
        } finally {
            part.end();
            isShared |= part.isShared();
        }
    }

    @Override
    public <R, ID> VersionedRows<R, ID> rows(Table<R, ID> table) {
        return jdbcRows(table);
    }

    <R, ID> JdbcRows<R, ID> jdbcRows(Table<R, ID> table) {
        requireNonNull(table, "table must not be null");
        checkOpen();
        return new JdbcRows<>(database.binding(table), scope());
    }

    /** Where the operations run that are part of it. */
    Scope scope() {
        return new Open(this);
    }

    /** A scope that ends with its transaction. */
    record Open(JdbcTransaction transaction) implements Scope {

        /** What dooms the transaction cannot be tried again inside it. */
        @Override
        public <T> T run(Operation<T> operation) {
            transaction.checkOpen();
            JoinedTransaction unit = transaction.unit;
            try {
                return unit.run(operation);
            } finally {
                VersionedException doom = unit.doom();
                if (doom != null) {
                    EndedTransaction.of(doom, transaction, transaction::hasEnded);
                }
            }
        }
    }

    @Override
    @CanIgnoreReturnValue
    public ChangeSet.Result apply(ChangeSet changes) {
        requireNonNull(changes, "changes must not be null");
        checkOpen();
        return new ChangeSetRun(this, changes).run();
    }

    /**
     * The tables' names as the catalogue has them. Where one names its schema and another does not, that one is of the
     * connection's.
     */
    List<CatalogName> resolved(List<String> declared) {
        try {
            Identifiers identifiers = database.engine(connection).identifiers();
            List<CatalogName> names = new ArrayList<>();
            for (String name : declared) {
                names.add(identifiers.catalogName(connection.getMetaData(), name));
            }
            boolean isMixed =
                    names.stream().map(name -> name.schema() == null).distinct().count() > 1;
            String schema = isMixed ? connection.getSchema() : null;
            return names.stream()
                    .map(name -> name.schema() == null ? new CatalogName(name.catalog(), schema, name.table()) : name)
                    .toList();
        } catch (SQLException e) {
            throw doom(UserExceptions.connection(e));
        }
    }

    /** Tells what was written in it. */
    public void tell(Journal.Made made) {
        database.journal().tell(unit, made);
    }

    Journal journal() {
        return database.journal();
    }

    /** The reason, to be thrown; whatever becomes of it, the transaction can only be rolled back. */
    VersionedException doom(VersionedException reason) {
        return unit.failed(reason);
    }

    /** The same for whatever was thrown; what happened is said where it cannot say so itself. */
    @CanIgnoreReturnValue
    VersionedException doom(Throwable thrown, String what) {
        return doom(
                thrown instanceof VersionedException e
                        ? e
                        : new DatabaseException(
                                "the transaction can only be rolled back: " + what + " ("
                                        + thrown.getClass().getName() + ")",
                                thrown));
    }

    @Override
    public Connection connection() {
        checkOpen();
        isShared = true;
        unit.share();
        return connection;
    }

    boolean hasEnded() {
        return hasEnded;
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
}
