package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.engine.JdbcDatabase;
import io.github.ifmatch.type.ColumnTypes;
import io.github.ifmatch.verify.Findings;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database, by its data source; what repositories and transactions are made of.
 *
 * <p>Nothing is sent before the first operation: the dialect is found on its connection. One {@code Database} for each
 * data source is enough. Thread-safe.
 */
public interface Database {

    /**
     * A database in the dialect that answers to its name, and at the isolation of its connections.
     *
     * <p>Every operation is a transaction of its own. Where Spring is on the class path, and the thread is in a transaction of it on the
     * same data source, an operation is refused with an {@link IllegalStateException} before anything is sent: it would be committed
     * whatever became of that transaction, and could wait for a lock of it for ever. Use {@code
     * io.github.ifmatch.spring.SpringDatabase} to join it, or {@link #withOwnTransactions}. Of a JTA transaction Spring knows no data
     * source: its pool refuses the commit.
     *
     * @throws IllegalArgumentException if it is a {@code TransactionAwareDataSourceProxy} of Spring's
     */
    static Database of(DataSource dataSource) {
        requireNonNull(dataSource, "dataSource must not be null");
        return JdbcDatabase.over(dataSource);
    }

    /**
     * A database whose operations join the transaction that a thread is in, if the source says that there is one.
     *
     * <p>Outside of one, all is as with a data source. In one, a repository's operation never commits, rolls back or closes
     * it, and what would be tried again after a serialization failure is not: the transaction is dead. {@link
     * #inTransaction(Work)} joins it, too, and runs its work once.
     */
    static Database of(ConnectionSource source) {
        requireNonNull(source, "source must not be null");
        return JdbcDatabase.over(source);
    }

    /** The same database in this dialect. Default: the first on the class or module path that speaks it, else standard SQL. */
    Database withDialect(Dialect newDialect);

    /**
     * The same database at this isolation. Default: as the connections come.
     *
     * <p>On PostgreSQL it is set in each transaction (SET TRANSACTION), which costs a round trip, and single statements run in a
     * transaction, too; it holds behind a pooler such as PgBouncer. Elsewhere it is set on the connection and given back: up to
     * three round trips. The pool's own setting costs none.
     */
    Database withIsolation(Isolation newIsolation);

    /** The same database, whose writes this listener sees. Default: none. */
    Database withListener(Listener listener);

    /** The same database, whose operations this watcher sees begin and end. Default: none, which costs nothing. */
    Database withWatcher(Watcher watcher);

    /**
     * The same database with column types of its own for all tables, asked after those of the table. Default: none.
     *
     * <p>A table may be declared without them: where it is used with this database, its columns have these types.
     */
    Database withTypes(ColumnTypes types);

    /** The same database, to which statements are sent in this way. Default: plain JDBC. */
    Database withSender(Sender sender);

    /**
     * The same database, whose batches lock all their rows before they write any. Default: only in somebody's transaction.
     *
     * <p>In a transaction of its own a batch is faster without (PostgreSQL), and locks in the order of ids all the same. If it
     * becomes the victim of a deadlock with somebody who does not, which the database ends after its {@code deadlock_timeout} (a
     * second by default), it is run again with its rows locked first, as are all batches of the table for the next minute. Use this
     * where such deadlocks are frequent. For one call: {@code database.withLockedBatches().repository(PRODUCTS).tryUpdateAll(rows)}.
     */
    Database withLockedBatches();

    /**
     * The same database, whose operations are transactions of their own even where the thread is in a transaction of Spring's on the
     * same data source. Default: such an operation is refused. Without effect on a database of a {@link ConnectionSource}.
     */
    Database withOwnTransactions();

    /**
     * The repository of a table.
     *
     * @throws MappingException if the table's declaration is incomplete
     */
    <R, ID> VersionedRepository<R, ID> repository(Table<R, ID> table);

    /**
     * Holds a table's declaration against the live schema: for a test, or at startup. It is {@link #inspect}, which logs what is at least a
     * warning at WARN, and throws if anything is an error.
     *
     * @throws MappingException if anything does not fit, with every reason
     * @throws DatabaseException if the catalogue cannot be read
     */
    void verify(Table<?, ?> table);

    /**
     * Holds a table's declaration against the live database, and says all that is found. Nothing is written.
     *
     * <p>Errors: a missing column; a version that is no integer, may be NULL, or does not fit its component; an id that no index keeps unique
     * at every moment, or whose index could not be used; connections that read uncommitted rows; a trigger that writes instead of the
     * database; what a dialect knows to make writes wrong. Warnings: other triggers, NULL in a primitive component, what a
     * connection or a driver cannot do, a {@linkplain io.github.ifmatch.guard.Guard guard} that is not of this declaration. Notes: times
     * that a column rounds, ids for which the database takes several spellings, a guard and its mode. What a
     * database's catalogue does not tell (Derby has no standard list of triggers) is not found.
     *
     * @throws DatabaseException if the catalogue cannot be read
     */
    Findings inspect(Table<?, ?> table);

    /** What is done in a transaction. For one thread at a time, like the connection. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object, X extends Exception> {
        /** Does it; an exception rolls everything back. */
        T in(Transaction transaction) throws X;
    }

    /**
     * Runs the work in one transaction: all of it is committed when it returns, none of it when it throws.
     *
     * <p>An outcome that is not applied rolls nothing back by itself: throw, or use the operations that do. Once the
     * database refused a statement, though, the transaction cannot be committed, even if the exception was caught.
     *
     * @return what the work returned
     * @throws X what the work threw, after everything was rolled back
     * @throws SerializationException if the commit cannot be ordered with the other transactions
     * @throws UnknownOutcomeException if the connection was lost while committing
     * @throws DatabaseException if the commit was refused, or there is no connection
     */
    @CanIgnoreReturnValue
    <T extends @Nullable Object, X extends Exception> T inTransaction(Work<T, X> work) throws X;

    /** What is done in a transaction, for its effect alone. For one thread at a time, like the connection. */
    @FunctionalInterface
    interface VoidWork<X extends Exception> {
        /** Does it; an exception rolls everything back. */
        void in(Transaction transaction) throws X;
    }

    /**
     * Runs the work as {@link #inTransaction} does, and returns nothing.
     *
     * @throws X what the work threw, after everything was rolled back
     */
    default <X extends Exception> void useTransaction(VoidWork<X> work) throws X {
        requireNonNull(work, "work must not be null");
        inTransaction(transaction -> {
            work.in(transaction);
            return true;
        });
    }

    /**
     * Runs the work as {@link #inTransaction(Work)} does, and once more, in a new transaction, after a conflict, a
     * serialization failure or a {@link BusyException} (a deadlock, a lock timeout), those of the commit included. A batch or a
     * change set that was refused is a conflict if none of its rows is missing.
     *
     * <p>The work must read what it changes, each time; what it does outside the database it does once for each attempt.
     * An unknown outcome is never tried again.
     *
     * @return what the work returned
     * @throws X what the work threw in the last attempt
     */
    @CanIgnoreReturnValue
    <T extends @Nullable Object, X extends Exception> T inTransaction(Retry retry, Work<T, X> work) throws X;

    /** Applies a change set in a transaction of its own, as {@link Transaction#apply} does. */
    @CanIgnoreReturnValue
    default ChangeSet.Result apply(ChangeSet changes) {
        return inTransaction(transaction -> transaction.apply(changes));
    }
}
