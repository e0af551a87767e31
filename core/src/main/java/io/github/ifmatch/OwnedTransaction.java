package io.github.ifmatch;

import io.github.ifmatch.ConnectionSource.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs work of the caller's in a transaction of ours, and ends it; or in the one that the thread is in. Immutable. */
record OwnedTransaction(
        Database database,
        Connections.Leased connections,
        @Nullable Isolation isolation) {

    <T extends @Nullable Object, X extends Exception> T run(Database.Work<T, X> work) throws X {
        Lease lease = connections.open();
        Held held = new Held();
        try {
            return isInTransaction(lease) ? join(work, lease) : own(work, lease.connection(), held, false);
        } finally {
            connections.close(lease);
            held.tell();
        }
    }

    /** Runs the work in no other transaction than a new one, in which no other can begin. */
    <T extends @Nullable Object, X extends Exception> T runAlone(Database.Work<T, X> work) throws X {
        Lease lease = connections.open();
        Held held = new Held();
        try {
            requireNone(lease);
            return own(work, lease.connection(), held, true);
        } finally {
            connections.close(lease);
            held.tell();
        }
    }

    /** Refuses a transaction that the thread is in. */
    void requireNone() {
        Lease lease = connections.open();
        try {
            requireNone(lease);
        } finally {
            connections.close(lease);
        }
    }

    private static void requireNone(Lease lease) {
        if (isInTransaction(lease)) {
            throw new IllegalStateException(
                    "a BatchWriter commits each chunk, and the thread is in a transaction that it"
                            + " must not commit: use database.inTransaction(tx -> tx.rows(TABLE).tryUpdateAll(…)) for one"
                            + " transaction, or give the writer a Database.of(dataSource) of its own. Nothing was sent.");
        }
    }

    private static boolean isInTransaction(Lease lease) {
        try {
            return lease.isInTransaction();
        } catch (SQLException e) {
            throw Failures.connection(e);
        }
    }

    /** Whoever began the transaction ends it; a work that failed, even in part, must not be committed. */
    private <T extends @Nullable Object, X extends Exception> T join(Database.Work<T, X> work, Lease lease) throws X {
        Transaction ours = Underway.on(lease.connection());
        if (ours != null) {
            return ours.nest(database, work);
        }
        JoinedTransaction scope = JoinedTransaction.of(lease.connection());
        Transaction transaction = new Transaction(database, lease.connection(), scope);
        boolean isDone = false;
        try {
            T result = work.in(transaction);
            throwIfDoomed(scope);
            isDone = true;
            return result;
        } catch (VersionedException e) {
            e.endTransaction(lease);
            isDone = true;
            throw e;
        } finally {
            transaction.end();
            if (!isDone) {
                lease.rollbackOnly().run();
            }
        }
    }

    private <T extends @Nullable Object, X extends Exception> T own(
            Database.Work<T, X> work, Connection connection, Held held, boolean isAlone) throws X {
        try (TransactionBoundary boundary = begin(connection)) {
            return run(work, connection, boundary, held, isAlone);
        }
    }

    private static void throwIfDoomed(JoinedTransaction scope) {
        VersionedException doom = scope.doom();
        if (doom != null) {
            throw doom;
        }
    }

    private TransactionBoundary begin(Connection connection) {
        try {
            TransactionBoundary boundary = TransactionBoundary.on(
                    connection,
                    connections.eviction(),
                    isolation,
                    () -> database.engine(connection).dialect());
            Dialect dialect = database.engine(connection).dialect();
            try {
                boundary.begin(dialect);
                return boundary;
            } catch (Refusal refusal) {
                boundary.close();
                throw Failures.ofBegin(refusal);
            }
        } catch (SQLException e) {
            throw Failures.connection(e);
        }
    }

    private <T extends @Nullable Object, X extends Exception> T run(
            Database.Work<T, X> work, Connection connection, TransactionBoundary boundary, Held held, boolean isAlone)
            throws X {
        JoinedTransaction scope = JoinedTransaction.begun(connection, boundary);
        Transaction transaction = new Transaction(database, connection, scope, held, isAlone);
        boolean isCommitted = false;
        Underway entered = Underway.enter(connection, transaction);
        try {
            T result = work.in(transaction);
            commit(transaction, scope, connection, boundary);
            isCommitted = true;
            held.committed();
            return result;
        } finally {
            entered.leave();
            transaction.end();
            if (!isCommitted) {
                boundary.rollback();
            }
        }
    }

    private void commit(
            Transaction transaction, JoinedTransaction scope, Connection connection, TransactionBoundary boundary) {
        throwIfDoomed(scope);
        try {
            Dialect dialect = database.engine(connection).dialect();
            try {
                if (transaction.isShared() || connections.mayJoin()) { // the source may lend the connection to others
                    boundary.probe(dialect);
                }
                boundary.commit(dialect);
            } catch (Refusal refusal) {
                throw Failures.ofCommit(refusal, connections.inquiry(dialect, scope.transactionId()));
            }
        } catch (SQLException e) {
            throw Failures.connection(e);
        }
    }
}
