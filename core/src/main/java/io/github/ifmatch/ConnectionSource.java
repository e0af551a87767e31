package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where a database's connections come from, if a framework binds one of them to the transaction that a thread is in.
 *
 * <p>Every operation leases a connection and ends the lease. The connection of a transaction that is under way is {@linkplain
 * Lease#joined joined}: whoever began the transaction ends it, and we never commit it, roll it back or close its connection.
 * Every other connection is for {@linkplain Lease#own the operation's own} transaction. A transaction-aware {@code
 * DataSource} cannot say which of the two a connection is, so it must not be given to {@link Database#of(javax.sql.DataSource)}:
 * its transactions would be committed too early.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface ConnectionSource {

    /**
     * The connection for one operation of this thread.
     *
     * @throws SQLException if there is none
     */
    Lease lease() throws SQLException;

    /**
     * A new connection, even while the thread has one: that one was lost, and {@link UnknownOutcomeException#resolve()} asks
     * what became of its transaction. Default: {@link #lease()}.
     *
     * @throws SQLException if there is none
     */
    default Lease leaseNew() throws SQLException {
        return lease();
    }

    /** How a connection is given back. For one thread at a time, like the connection. */
    @FunctionalInterface
    interface Release {
        /** Gives it back; a failure is logged at DEBUG, for what was written is decided by then. */
        void release() throws SQLException;
    }

    /**
     * A connection, and whose transaction it is in.
     *
     * <p>For one thread at a time, like the connection.
     *
     * @param connection the connection
     * @param joined whether it is somebody else's for now; in autocommit there is nothing to join, and each operation is a
     *     transaction of its own on it
     * @param release gives the connection back
     * @param rollbackOnly is called when the joined transaction can no longer be committed
     */
    record Lease(Connection connection, boolean joined, Release release, Runnable rollbackOnly) {

        /** Refuses null. */
        public Lease {
            requireNonNull(connection, "connection must not be null");
            requireNonNull(release, "release must not be null");
            requireNonNull(rollbackOnly, "rollbackOnly must not be null");
        }

        /** A connection for the operation's own transaction. */
        public static Lease own(Connection connection, Release release) {
            return new Lease(connection, false, release, () -> {});
        }

        /** The connection of a transaction that somebody else began, and will end. */
        public static Lease joined(Connection connection, Release release) {
            return new Lease(connection, true, release, () -> {});
        }

        /**
         * The same lease, with a way to forbid the commit. Default: none, the exception alone says so.
         *
         * <p>It is called after a serialization failure, and whatever else leaves a transaction that can only be rolled
         * back; never for a conflict or a missing row of one operation. Whatever leaves a work given to {@link
         * Database#inTransaction inTransaction} calls it too, a conflict included: half of the work may have been written.
         */
        public Lease onRollbackOnly(Runnable action) {
            return new Lease(connection, joined, release, action);
        }

        /** Whether there is a transaction to join. */
        boolean isInTransaction() throws SQLException {
            return joined && DriverFacts.isSomebodys(connection);
        }
    }
}
