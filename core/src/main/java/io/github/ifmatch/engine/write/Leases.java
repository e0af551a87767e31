package io.github.ifmatch.engine.write;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.ConnectionSource.Lease;
import io.github.ifmatch.Database;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends the connections of a source, each for one use. Thread-safe. */
public record Leases(ConnectionSource source) {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /**
     * Connections that are nobody else's.
     *
     * @throws IllegalArgumentException if they would be, without our knowing
     */
    public static Leases of(DataSource dataSource) {
        SpringTransactions.requireNoProxy(dataSource);
        return new Leases(new Nobodys(dataSource, Eviction.of(dataSource), false));
    }

    /** The same, lent even where the thread is in a transaction of Spring's. */
    public Leases besideOthers() {
        return source instanceof Nobodys pool
                ? new Leases(new Nobodys(pool.dataSource(), pool.eviction(), true))
                : this;
    }

    private record Nobodys(DataSource dataSource, Eviction eviction, boolean isBesideOthers)
            implements ConnectionSource {

        @Override
        public Lease lease() throws SQLException {
            if (!isBesideOthers && SpringTransactions.isIn(dataSource)) {
                throw new IllegalStateException(
                        "the thread is in a transaction of Spring's on this DataSource, and this"
                                + " operation would be committed apart from it. Nothing was sent. To join it: "
                                + "SpringDatabase.of(dataSource); if a transaction of its own is meant: "
                                + "Database.of(dataSource).withOwnTransactions()");
            }
            return leaseNew();
        }

        @Override
        public Lease leaseNew() throws SQLException {
            Connection connection = dataSource.getConnection();
            return Lease.own(connection, connection::close);
        }
    }

    /** Whether the source may know of transactions of somebody else's. */
    public boolean mayJoin() {
        return !(source instanceof Nobodys);
    }

    /** How a connection of this source is kept from being lent again. */
    static Eviction eviction(@Nullable ConnectionSource source) {
        return source instanceof Nobodys pool ? pool.eviction() : Eviction.NONE;
    }

    /** Whether there is a transaction to join. */
    public static boolean isInTransaction(Lease lease) throws SQLException {
        return lease.joined() && DriverFacts.isSomebodys(lease.connection());
    }

    /** A connection of the source's, or that of a transaction of ours which the thread is in, and which it must not leave. */
    public Lease open() {
        try {
            Connection lent = Underway.lentFor(source);
            return lent == null ? source.lease() : Lease.joined(lent, () -> {});
        } catch (SQLException e) {
            throw UserExceptions.connection(e);
        }
    }

    /** The write is decided by now: nothing may hide its outcome. */
    public void close(Lease lease) {
        try {
            lease.release().release();
        } catch (SQLException e) {
            LOG.debug("closing a connection failed (SQLSTATE {})", e.getSQLState());
        } catch (RuntimeException e) {
            LOG.debug("giving a connection back failed", e);
        }
    }

    /** What is only read; an SQLException means that there is no usable connection. */
    public interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** Reads on a connection; no transaction is left open, unless it is somebody else's. */
    @CanIgnoreReturnValue
    public <T> T read(Reading<T> reading) {
        Lease lease = open();
        try {
            boolean isOwn = !lease.connection().getAutoCommit() && !lease.joined();
            try {
                return reading.from(lease.connection());
            } finally {
                if (isOwn) {
                    rollback(lease.connection());
                }
            }
        } catch (SQLException e) {
            throw UserExceptions.connection(e);
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
}
