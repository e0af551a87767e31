package io.github.ifmatch.engine;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConnectionSource.Lease;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.engine.write.Held;
import io.github.ifmatch.engine.write.JoinedTransaction;
import io.github.ifmatch.engine.write.OwnTransaction;
import io.github.ifmatch.engine.write.Scope;
import io.github.ifmatch.engine.write.Underway;
import java.sql.Connection;
import java.util.Optional;

/**
 * One attempt to change a row that is locked before it is read, so that nobody can be faster: in a transaction of ours, or in the one
 * that the thread is in.
 *
 * <p>In ours, whatever else the thread does through the same source meanwhile is part of it. On a connection of its own that could wait
 * for the lock, which is held by its own thread, or for a connection of a pool whose others all wait for the lock.
 *
 * <p>Immutable.
 */
record LockedAttempt<R, ID>(InTransaction transactions, Binding<R, ID> binding) {

    /** Makes something of the locked row, and writes it with these rows. */
    interface Work<R, ID> {
        Outcome<R> write(JdbcRows<R, ID> rows, R row);
    }

    /** What came of it; missing, if there is no such row. */
    Outcome<R> run(ID id, Work<R, ID> work) {
        Lease lease = transactions.leases().open();
        Held held = new Held();
        try {
            if (!InTransaction.isInTransaction(lease)) {
                return own(lease.connection(), held, id, work);
            }
        } finally {
            transactions.leases().close(lease);
            held.tell();
        }
        return locked(new Scope.Each(transactions.leases(), transactions.isolation()), id, work);
    }

    private Outcome<R> locked(Scope scope, ID id, Work<R, ID> work) {
        JdbcRows<R, ID> rows = new JdbcRows<>(binding, scope);
        Optional<R> row = rows.lock(id);
        return row.isPresent() ? work.write(rows, row.get()) : new Missing<>(binding.table(), id);
    }

    private Outcome<R> own(Connection connection, Held held, ID id, Work<R, ID> work) {
        try (OwnTransaction own =
                new OwnTransaction(connection, transactions.leases().source(), transactions.isolation())) {
            transactions.begin(own);
            JoinedTransaction unit = JoinedTransaction.attempt(connection, own, held);
            JdbcTransaction transaction = new JdbcTransaction(transactions.database(), connection, unit);
            boolean hasEnded = false;
            Underway entered = Underway.enter(
                    connection, transaction.scope(), transactions.leases().source());
            try {
                Outcome<R> outcome = locked(transaction.scope(), id, alone(work, unit));
                unit.throwIfDoomed();
                end(own, outcome.isApplied(), transaction.isShared(), unit.hasWritten(), held);
                hasEnded = true;
                return outcome;
            } finally {
                entered.leave();
                transaction.end();
                if (!hasEnded) {
                    own.undo();
                }
            }
        }
    }

    /** Commits what was written if the row was, or needed no change; else undoes it. What was only read is left as a read is. */
    private void end(OwnTransaction own, boolean isApplied, boolean isLent, boolean hasWritten, Held held) {
        boolean isShared = isLent || transactions.leases().mayJoin(); // such a source may lend the connection to others
        if (!hasWritten && !isShared) {
            own.leave();
        } else if (isApplied) {
            InTransaction.commit(own, isShared);
            held.committed();
        } else {
            own.undo();
        }
    }

    /** The same work; refused, if it changes the locked row by another way than its answer: who else could, where rows are locked. */
    private Work<R, ID> alone(Work<R, ID> work, JoinedTransaction unit) {
        return (rows, row) -> {
            long version = binding.table().version(row);
            Outcome<R> outcome = work.write(rows, row);
            if (unit.hasWritten() && outcome instanceof Conflict<R> conflict && conflict.currentVersion() != version) {
                throw writtenTwice(binding.table().nameOf(conflict.id()), rows.canLock());
            }
            return outcome;
        };
    }

    private static RuntimeException writtenTwice(String row, boolean isLocked) {
        return isLocked
                ? new IllegalStateException(
                        row + ": what was to say how it changes has written it by itself. Nothing was written.")
                : new SerializationException(
                        row
                                + ": what was to say how it changes, or somebody else, has written it meanwhile. Nothing was written.",
                        null);
    }
}
