package io.github.ifmatch.testkit.sample;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts on {@link Account} share: a fresh table, threads and pools that end with the test. */
public abstract class AccountContract extends Contract {

    protected VersionedRepository<Account, Long> accounts;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HikariDataSource> pools = new ArrayList<>();

    @BeforeEach
    void createAccounts() {
        Account.create(database);
        accounts = database.repository(Account.TABLE);
    }

    @AfterEach
    void closeAll() {
        threads.shutdownNow();
        pools.forEach(HikariDataSource::close);
    }

    /** Whether an update is one statement. */
    protected final boolean returnsUpdated() {
        return database.has(Feature.UPDATED_ROW_RETURNED);
    }

    /** Whether an insert is one statement. */
    protected final boolean returnsInserted() {
        return database.has(Feature.INSERTED_ROW_RETURNED);
    }

    /** Whether a delete is one statement. */
    protected final boolean returnsDeleted() {
        return database.has(Feature.DELETED_ROW_RETURNED);
    }

    /** A small pool, closed after the test. */
    protected final HikariDataSource pool(Consumer<HikariConfig> settings) {
        HikariDataSource pool = database.pool(config -> {
            config.setMaximumPoolSize(4);
            config.setMinimumIdle(0);
            settings.accept(config);
        });
        pools.add(pool);
        return pool;
    }

    /** A small pool whose connections wait for a lock for 150 milliseconds. */
    protected final HikariDataSource impatient() {
        needs(Feature.LOCK_TIMEOUTS);
        return pool(config -> config.setConnectionInitSql(database.lockTimeout(Duration.ofMillis(150))));
    }

    /** The SQLSTATE that the exception came of. */
    protected static String state(Exception e) {
        return ((SQLException) e.getCause()).getSQLState();
    }

    /** The accounts over another data source. */
    protected final VersionedRepository<Account, Long> accounts(DataSource dataSource) {
        return database.repository(dataSource, Account.TABLE);
    }

    /** A connection in a transaction of its own. */
    protected final Connection begin() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** A connection in a transaction of this isolation, which has a snapshot. */
    protected final Connection begin(Isolation isolation) throws SQLException {
        needsSnapshots(isolation);
        Connection connection = database.dataSource().getConnection();
        connection.setTransactionIsolation(isolation.level());
        connection.setAutoCommit(false);
        return connection;
    }

    protected final <T> Future<T> start(Callable<T> work) {
        return threads.submit(work);
    }

    /** What the work came to; its own exception if it failed. */
    protected static <T> T result(Future<T> work) throws Exception {
        try {
            return work.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("not done after 20 seconds", e);
        }
    }

    /** The row as SQL sees it, past the repository under test. */
    protected final List<Account> stored() {
        List<Account> rows = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT * FROM accounts ORDER BY id, version, owner")) {
            while (answer.next()) {
                rows.add(Account.TABLE.read(answer));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
