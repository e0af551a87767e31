package io.github.ifmatch.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.transaction.LockContract;
import io.github.ifmatch.testkit.write.InterferenceContract;
import io.github.ifmatch.testkit.write.VerdictContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A database under test, in one dialect. One pool for each instance, opened on first use; it ends with the JVM unless it
 * is closed. Thread-safe.
 */
public abstract class TestDatabase {

    /** What a database can do; it gates the tests that need it. */
    public enum Feature {
        /** New rows can refer to a row that is locked. */
        LOCKED_PARENTS,
        /** A write, but for a delete, is one statement: it answers the row as stored. */
        ROW_RETURNED,
        /** A delete is one statement, too: it answers the row as it last stood. */
        DELETED_ROW_RETURNED,
        /** SQL arrays. */
        ARRAYS,
        /** Columns of an enum type take an enum by its name. */
        NATIVE_ENUMS,
        /** A transaction of a read-only connection refuses to write. */
        READ_ONLY_CONNECTIONS,
        /** Row-level security policies. */
        ROW_SECURITY,
        /** Triggers in a procedural language, declared in SQL. */
        SQL_TRIGGERS,
        /** Simple views can be written. */
        UPDATABLE_VIEWS,
        /** The catalogue is asked whether an insert can break a key other than its id's. */
        OTHER_KEYS_KNOWN,
        /** Indexes over some rows, and over expressions. */
        PARTIAL_INDEXES,
        /** A transaction goes on after a statement of it failed. */
        SURVIVES_ERRORS,
        /** SERIALIZABLE is so: write skew is refused. */
        DETECTS_WRITE_SKEW,
        /** The victim of a deadlock is told apart from a serialization failure. */
        NAMES_DEADLOCKS,
        /** An interrupt ends the wait for a lock. */
        INTERRUPTIBLE,
        /** What became of a transaction can be asked later. */
        TRANSACTION_STATUS,
        /** The driver sends BEGIN with a transaction's first statement, as a message of its own. */
        BEGIN_SENT_APART,
        /** Speaks over TCP, so that its connection can be cut. */
        REMOTE
    }

    private final Dialect dialect;
    private volatile HikariDataSource pool;

    protected TestDatabase(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The JDBC URL, with user and password in it. */
    protected abstract String url();

    public abstract Set<Feature> features();

    /** The database's name for binary columns. */
    public abstract String binaryType();

    /**
     * The type of a column that holds one of these constants; made under the name where it must be made first. Asked only
     * of a database that has {@link Feature#NATIVE_ENUMS}.
     */
    public String enumType(String name, String... constants) {
        throw missing("enumType");
    }

    /** The statement that sets the lock timeout of a connection; for {@link LockContract}. */
    public String lockTimeout(Duration timeout) {
        throw missing("lockTimeout");
    }

    /** The query that counts the sessions that wait for a lock; for the contracts in which a writer waits. */
    protected String waitingSessions() {
        throw missing("waitingSessions");
    }

    /** The statements that put a trigger on a table; for {@link VerdictContract} and {@link InterferenceContract}. */
    public String[] trigger(Meddling meddling, String table) {
        throw missing("trigger");
    }

    private UnsupportedOperationException missing(String method) {
        return new UnsupportedOperationException(
                getClass().getName() + " must override " + method + " for this contract");
    }

    public final boolean has(Feature feature) {
        return features().contains(feature);
    }

    public final Dialect dialect() {
        return dialect;
    }

    /** The shared pool: autocommit, 16 connections, all of them open. */
    public final DataSource dataSource() {
        HikariDataSource open = pool;
        if (open == null) {
            synchronized (this) {
                open = pool == null ? pool(config -> {}) : pool;
                pool = open;
            }
        }
        return open;
    }

    /**
     * Closes the shared pool; for tests that make many instances, whose connections would add up. No {@code AutoCloseable}: a
     * parameterized test would close its argument.
     */
    public final void close() {
        synchronized (this) {
            if (pool != null) {
                pool.close();
            }
        }
    }

    /** A pool of one's own, to be closed by the test. */
    public final HikariDataSource pool(Consumer<HikariConfig> settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(16);
        config.setConnectionTimeout(20_000);
        settings.accept(config);
        return new HikariDataSource(config);
    }

    /** A connection of one's own, of no pool. */
    public final Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** The database, in its dialect. */
    public final Database database() {
        return database(dataSource());
    }

    /** A database over another data source, in the same dialect. */
    public Database database(DataSource dataSource) {
        return Database.of(dataSource).withDialect(dialect);
    }

    /** The repository of a table. */
    public final <R, ID> VersionedRepository<R, ID> repository(Table<R, ID> table) {
        return repository(dataSource(), of -> of, table);
    }

    /** The repository of a table, over another data source. */
    public final <R, ID> VersionedRepository<R, ID> repository(DataSource dataSource, Table<R, ID> table) {
        return repository(dataSource, of -> of, table);
    }

    /** The repository of a table, of the database so set. */
    public final <R, ID> VersionedRepository<R, ID> repository(UnaryOperator<Database> settings, Table<R, ID> table) {
        return repository(dataSource(), settings, table);
    }

    /** What the contracts take for the repository of a table, whatever it is. Default: the database's own. */
    protected <R, ID> VersionedRepository<R, ID> repository(
            DataSource dataSource, UnaryOperator<Database> settings, Table<R, ID> table) {
        return settings.apply(database(dataSource)).repository(table);
    }

    /** Returns when so many sessions wait for a lock; fails after 20 seconds. */
    public final void awaitWaiting(int sessions) throws SQLException, InterruptedException {
        Instant deadline = Instant.now().plusSeconds(20);
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(waitingSessions())) {
            for (int waiting = -1; waiting != sessions; TimeUnit.MILLISECONDS.sleep(2)) {
                try (ResultSet answer = statement.executeQuery()) {
                    answer.next();
                    waiting = answer.getInt(1);
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("sessions that wait for a lock: " + waiting + ", not " + sessions);
                }
            }
        }
    }

    /** Runs statements, each in autocommit. */
    public final void execute(String... statements) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of what a query answers, as text, on a connection of its own. */
    public final List<String> query(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (answer.next()) {
                values.add(answer.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
