package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs work of the caller's in a transaction of ours, and ends it. Immutable. */
record OwnedTransaction(
        Database database,
        Connections.Pooled connections,
        @Nullable Isolation isolation) {

    <T extends @Nullable Object, X extends Exception> T run(Database.Work<T, X> work) throws X {
        Connection connection = connections.open();
        try (TransactionBoundary boundary = begin(connection)) {
            return run(work, connection, boundary);
        } finally {
            connections.close(connection);
        }
    }

    private TransactionBoundary begin(Connection connection) {
        try {
            TransactionBoundary boundary = TransactionBoundary.on(connection, isolation);
            boundary.begin();
            return boundary;
        } catch (SQLException e) {
            throw Failures.connection(e);
        }
    }

    private <T extends @Nullable Object, X extends Exception> T run(
            Database.Work<T, X> work, Connection connection, TransactionBoundary boundary) throws X {
        JoinedTransaction scope = new JoinedTransaction(connection);
        Transaction transaction = new Transaction(database, connection, scope);
        boolean isCommitted = false;
        try {
            T result = work.in(transaction);
            commit(transaction, scope, connection, boundary);
            isCommitted = true;
            return result;
        } finally {
            transaction.end();
            if (!isCommitted) {
                boundary.rollback();
            }
        }
    }

    private void commit(
            Transaction transaction, JoinedTransaction scope, Connection connection, TransactionBoundary boundary) {
        VersionedException doom = scope.doom();
        if (doom != null) {
            throw doom;
        }
        try {
            Dialect dialect = database.engine(connection).dialect();
            try {
                if (transaction.isShared()) {
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
