package io.github.ifmatch.spring;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The connection of the Spring transaction that the thread is in; outside of one, a connection for each operation.
 *
 * <p>Whichever transaction manager began it, the connection is the one that {@link DataSourceUtils} gives to {@code JdbcTemplate}. A
 * transaction that can only be rolled back is refused at its commit, even if the failure was caught: with an {@code
 * UnexpectedRollbackException} by transaction managers for JDBC, with an {@link InvalidDataAccessApiUsageException} under those for JPA
 * and JTA. Not if it was caught in a {@code beforeCommit}: that is when they are asked. Thread-safe.
 */
public final class SpringConnections implements ConnectionSource {

    private final DataSource dataSource;

    private SpringConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The connections of this data source, or of the one behind it if it is a {@link TransactionAwareDataSourceProxy}. */
    public static SpringConnections of(DataSource dataSource) {
        return new SpringConnections(behind(dataSource));
    }

    static DataSource behind(DataSource dataSource) {
        return requireNonNull(dataSource, "dataSource must not be null")
                        instanceof TransactionAwareDataSourceProxy proxy
                ? requireNonNull(proxy.getTargetDataSource(), "dataSource must have a target")
                : dataSource;
    }

    @Override
    public Lease lease() throws SQLException {
        Connection connection = DataSourceUtils.doGetConnection(dataSource);
        Release release = () -> DataSourceUtils.doReleaseConnection(connection, dataSource);
        return !isOutsideOfTransactions() && DataSourceUtils.isConnectionTransactional(connection, dataSource)
                ? Lease.joined(connection, release).onRollbackOnly(() -> refuseCommit(dataSource))
                : Lease.own(connection, release);
    }

    /** As in NOT_SUPPORTED: a connection is bound to the thread there, too, but nobody commits what is done on it. */
    private static boolean isOutsideOfTransactions() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && !TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Past what is bound to the thread: that connection was lost. */
    @Override
    public Lease leaseNew() throws SQLException {
        Connection connection = dataSource.getConnection();
        return Lease.own(connection, connection::close);
    }

    /** A transaction manager for JDBC looks at the holder; others, such as JPA's, do not, but they ask before they commit. */
    static void refuseCommit(DataSource dataSource) {
        if (TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder) {
            holder.setRollbackOnly();
            if (TransactionSynchronizationManager.isSynchronizationActive()) {
                TransactionSynchronizationManager.registerSynchronization(new Refusal(holder));
            }
        }
    }

    /** For one thread at a time, like the transaction. */
    private record Refusal(ConnectionHolder holder) implements TransactionSynchronization {

        /**
         * A nested transaction that was rolled back to its savepoint has taken the mark away. Of a {@code TransactionException} the
         * manager would think that the commit has thrown it, and would not roll back.
         */
        @Override
        public void beforeCommit(boolean readOnly) {
            if (holder.isRollbackOnly()) {
                throw new InvalidDataAccessApiUsageException(
                        "the transaction was rolled back: a statement of it failed,"
                                + " and the failure was caught. Nothing was written.");
            }
        }
    }
}
