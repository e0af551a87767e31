package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.ConnectionSource.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where connections come from. */
interface Connections {

    /** What is done with a connection; an SQLException means that nothing was written. */
    interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    @CanIgnoreReturnValue
    <T> T use(Use<T> use);

    /** How a connection is kept from being lent again. */
    default Eviction eviction() {
        return Eviction.NONE;
    }

    /** How to ask later what became of a transaction, if the database told its id. */
    UnknownOutcomeException.@Nullable Inquiry inquiry(Dialect dialect, @Nullable String transactionId);

    /**
     * One connection, which somebody else gives back.
     *
     * @param source where to get another one, if that is known
     */
    record Borrowed(Connection connection, @Nullable ConnectionSource source) implements Connections {

        @Override
        public <T> T use(Use<T> use) {
            try {
                return use.with(connection);
            } catch (SQLException e) {
                throw Failures.connection(e);
            }
        }

        @Override
        public UnknownOutcomeException.@Nullable Inquiry inquiry(Dialect dialect, @Nullable String transactionId) {
            return source == null || transactionId == null
                    ? null
                    : new UnknownOutcomeException.Inquiry(source, dialect, transactionId);
        }
    }

    /**
     * A connection of the source for each use.
     *
     * @param mayJoin whether the source knows of transactions of somebody else's
     */
    record Leased(ConnectionSource source, boolean mayJoin, Eviction eviction) implements Connections {

        private static final Logger LOG = LoggerFactory.getLogger(Database.class);

        Leased(ConnectionSource source, boolean mayJoin) {
            this(source, mayJoin, Eviction.NONE);
        }

        /** Connections that are nobody else's. */
        static Leased of(DataSource dataSource) {
            return new Leased(
                    () -> {
                        Connection connection = dataSource.getConnection();
                        return Lease.own(connection, connection::close);
                    },
                    false,
                    Eviction.of(dataSource));
        }

        /** Where the operations of a repository run. */
        Scope scope(@Nullable Isolation isolation) {
            return mayJoin ? new LeasedScope(this, isolation) : new OwnTransaction(this, isolation);
        }

        @Override
        public <T> T use(Use<T> use) {
            Lease lease = open();
            try {
                return use.with(lease.connection());
            } catch (SQLException e) {
                throw Failures.connection(e);
            } finally {
                close(lease);
            }
        }

        /** The same for what only reads; no transaction is left open, unless it is somebody else's. */
        @CanIgnoreReturnValue
        <T> T useToRead(Use<T> use) {
            Lease lease = open();
            try {
                boolean isOwn = !lease.connection().getAutoCommit() && !lease.joined();
                try {
                    return use.with(lease.connection());
                } finally {
                    if (isOwn) {
                        rollback(lease.connection());
                    }
                }
            } catch (SQLException e) {
                throw Failures.connection(e);
            } finally {
                close(lease);
            }
        }

        private static void rollback(Connection connection) {
            try {
                connection.rollback();
            } catch (SQLException e) {
                LOG.debug("rolling back what only read failed (SQLSTATE {})", e.getSQLState());
            }
        }

        Lease open() {
            try {
                return source.lease();
            } catch (SQLException e) {
                throw Failures.connection(e);
            }
        }

        /** The write is decided by now: nothing may hide its outcome. */
        void close(Lease lease) {
            try {
                lease.release().release();
            } catch (SQLException e) {
                LOG.debug("closing a connection failed (SQLSTATE {})", e.getSQLState());
            } catch (RuntimeException e) {
                LOG.debug("giving a connection back failed", e);
            }
        }

        @Override
        public UnknownOutcomeException.@Nullable Inquiry inquiry(Dialect dialect, @Nullable String transactionId) {
            return transactionId == null ? null : new UnknownOutcomeException.Inquiry(source, dialect, transactionId);
        }
    }
}
