package io.github.ifmatch.engine;

import io.github.ifmatch.ConnectionSource.Lease;
import io.github.ifmatch.Database;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.engine.write.EndedTransaction;
import io.github.ifmatch.engine.write.Held;
import io.github.ifmatch.engine.write.JoinedTransaction;
import io.github.ifmatch.engine.write.Leases;
import io.github.ifmatch.engine.write.OwnTransaction;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.Underway;
import io.github.ifmatch.engine.write.UserExceptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs work of the caller's in a transaction of ours, and ends it; or in the one that the thread is in. Immutable. */
record InTransaction(
        JdbcDatabase database, Leases leases, @Nullable Isolation isolation) {

    /** The same on other connections. */
    InTransaction over(Leases others) {
        return new InTransaction(database, others, isolation);
    }

    <T extends @Nullable Object, X extends Exception> T run(Database.Work<T, X> work) throws X {
        Lease lease = leases.open();
        Held held = new Held();
        try {
            return isInTransaction(lease)
                    ? join(work, lease)
                    : own(work, lease.connection(), held, new Kind(false, false));
        } finally {
            leases.close(lease);
            held.tell();
        }
    }

    /**
     * A transaction of ours.
     *
     * @param isAlone whether no other can begin inside it
     * @param isRunAgain whether the whole of it is run again if a deadlock ends it
     */
    private record Kind(boolean isAlone, boolean isRunAgain) {}

    /** Runs the work in no other transaction than a new one, in which no other can begin. */
    <T extends @Nullable Object, X extends Exception> T runAlone(boolean isRunAgain, Database.Work<T, X> work)
            throws X {
        Lease lease = leases.open();
        Held held = new Held();
        try {
            requireNone(lease);
            return own(work, lease.connection(), held, new Kind(true, isRunAgain));
        } finally {
            leases.close(lease);
            held.tell();
        }
    }

    /** Refuses a transaction that the thread is in. */
    void requireNone() {
        if (leases.mayJoin()) {
            Lease lease = leases.open();
            try {
                requireNone(lease);
            } finally {
                leases.close(lease);
            }
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

    static boolean isInTransaction(Lease lease) {
        try {
            return Leases.isInTransaction(lease);
        } catch (SQLException e) {
            throw UserExceptions.connection(e);
        }
    }

    /** Whoever began the transaction ends it; a work that failed, even in part, must not be committed. */
    private <T extends @Nullable Object, X extends Exception> T join(Database.Work<T, X> work, Lease lease) throws X {
        if (Underway.on(lease.connection()) instanceof JdbcTransaction.Open ours) {
            return ours.transaction().nest(database, work);
        }
        JoinedTransaction unit = JoinedTransaction.of(lease.connection());
        JdbcTransaction transaction = new JdbcTransaction(database, lease.connection(), unit);
        boolean isDone = false;
        try {
            T result = work.in(transaction);
            unit.throwIfDoomed();
            isDone = true;
            return result;
        } catch (VersionedException e) {
            EndedTransaction.of(e, lease);
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
            Database.Work<T, X> work, Connection connection, Held held, Kind kind) throws X {
        try (OwnTransaction own = new OwnTransaction(connection, leases.source(), isolation)) {
            begin(own);
            return run(work, connection, own, held, kind);
        }
    }

    void begin(OwnTransaction own) {
        try {
            own.enter(connection -> database.engine(connection).dialect(), Function.identity());
            own.begin();
        } catch (Refusal refusal) {
            throw UserExceptions.ofBegin(refusal);
        } catch (SQLException e) {
            throw UserExceptions.connection(e);
        }
    }

    private <T extends @Nullable Object, X extends Exception> T run(
            Database.Work<T, X> work, Connection connection, OwnTransaction own, Held held, Kind kind) throws X {
        JoinedTransaction unit = JoinedTransaction.begun(connection, own, held, kind.isRunAgain());
        JdbcTransaction transaction = new JdbcTransaction(database, connection, unit, kind.isAlone());
        boolean isCommitted = false;
        Underway entered = Underway.enter(connection, transaction.scope());
        try {
            T result = work.in(transaction);
            unit.throwIfDoomed();
            commit(own, transaction.isShared() || leases.mayJoin()); // such a source may lend the connection to others
            isCommitted = true;
            held.committed();
            return result;
        } finally {
            entered.leave();
            transaction.end();
            if (!isCommitted) {
                own.undo();
            }
        }
    }

    static void commit(OwnTransaction own, boolean isShared) {
        try {
            if (isShared) {
                own.probe();
            }
            own.keep();
        } catch (Refusal refusal) {
            throw UserExceptions.ofCommit(refusal, own.inquiry());
        }
    }
}
