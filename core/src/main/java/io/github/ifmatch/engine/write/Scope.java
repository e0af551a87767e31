package io.github.ifmatch.engine.write;

import io.github.ifmatch.ConnectionSource.Lease;
import io.github.ifmatch.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** In whose transaction the operations of a repository run: each in one of its own, or all in the caller's. */
public interface Scope {

    /** What is done, given what is kept or undone with it; an SQLException means that nothing was sent. */
    interface Operation<T> {
        T in(Unit unit) throws SQLException;
    }

    <T> T run(Operation<T> operation);

    /**
     * Each operation in the transaction that the thread is in, or else in one of its own. Thread-safe.
     *
     * @param isolation of the transactions of its own
     */
    record Each(Leases leases, @Nullable Isolation isolation) implements Scope {

        @Override
        public <T> T run(Operation<T> operation) {
            Lease lease = leases.open();
            try {
                return Leases.isInTransaction(lease)
                        ? join(lease, operation)
                        : OwnTransaction.run(lease.connection(), leases.source(), isolation, operation);
            } catch (SQLException e) {
                throw UserExceptions.connection(e);
            } finally {
                leases.close(lease);
            }
        }

        private static <T> T join(Lease lease, Operation<T> operation) {
            Scope ours = Underway.on(lease.connection());
            if (ours != null) {
                return ours.run(operation);
            }
            JoinedTransaction joined = JoinedTransaction.of(lease.connection());
            try {
                return joined.run(operation);
            } finally {
                joined.forbidCommit(lease);
            }
        }
    }

    /**
     * On the caller's connection: in its transaction, or, while it is in autocommit, each operation in one of its own. For one thread
     * at a time, like the connection.
     */
    record Callers(Connection connection) implements Scope {

        @Override
        public <T> T run(Operation<T> operation) {
            try {
                return DriverFacts.isSomebodys(connection)
                        ? join(operation)
                        : OwnTransaction.run(connection, null, null, operation);
            } catch (SQLException e) {
                throw UserExceptions.connection(e);
            }
        }

        private <T> T join(Operation<T> operation) {
            Scope ours = Underway.on(connection);
            return ours == null ? JoinedTransaction.of(connection).run(operation) : ours.run(operation);
        }
    }
}
