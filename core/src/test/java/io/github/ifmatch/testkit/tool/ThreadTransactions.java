package io.github.ifmatch.testkit.tool;

import io.github.ifmatch.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Binds connections to threads, as a framework does, and writes down what it is told: {@code RELEASE}, {@code ROLLBACK
 * ONLY}. Thread-safe.
 */
@SuppressWarnings("ThreadLocalUsage") // one for each data source, as in the frameworks
public final class ThreadTransactions implements ConnectionSource {

    private final DataSource dataSource;
    private final ThreadLocal<Connection> bound = new ThreadLocal<>();
    private final ThreadLocal<List<String>> told = ThreadLocal.withInitial(ArrayList::new);

    public ThreadTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is done while the connection is bound. */
    public interface Work {
        void with(Connection connection) throws Exception;
    }

    /** Binds a connection to the thread, and gives it back; what is not committed by then is rolled back. */
    public void bind(boolean autocommit, Work work) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(autocommit);
            bound.set(connection);
            try {
                work.with(connection);
            } finally {
                bound.remove();
                if (!autocommit) {
                    connection.rollback();
                }
            }
        }
    }

    /** What this thread was told since the last call. */
    public List<String> drain() {
        List<String> drained = List.copyOf(told.get());
        told.get().clear();
        return drained;
    }

    @Override
    public Lease lease() throws SQLException {
        Connection connection = bound.get();
        return connection == null
                ? own(dataSource.getConnection())
                : Lease.joined(connection, () -> tell("RELEASE")).onRollbackOnly(() -> tell("ROLLBACK ONLY"));
    }

    private static Lease own(Connection connection) {
        return Lease.own(connection, connection::close);
    }

    private void tell(String event) {
        told.get().add(event);
    }
}
