package io.github.ifmatch.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Sample;
import io.github.ifmatch.testkit.tool.Words;
import io.github.ifmatch.testkit.transaction.LockContract;
import io.github.ifmatch.testkit.write.InterferenceContract;
import io.github.ifmatch.testkit.write.VerdictContract;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database under test, in one dialect. One pool for each instance, opened on first use; it ends with the JVM unless it
 * is closed. Thread-safe.
 */
public abstract class TestDatabase {

    /** What a database can do; it gates the tests that need it. */
    public enum Feature {
        // What a write answers.

        /** An insert is one statement: it answers the row as stored. */
        INSERTED_ROW_RETURNED,
        /** An update is one statement: it answers the row as stored. */
        UPDATED_ROW_RETURNED,
        /** A delete is one statement: it answers the row as it last stood. */
        DELETED_ROW_RETURNED,

        // What a column holds.

        /** A text that is too long, or a number that is out of range, is refused. */
        VALUES_CHECKED,
        /** A numeric column holds exact numbers, rounded to its scale, not cut. */
        EXACT_NUMBERS,
        /** What a numeric column answers has its scale, whichever it was given with. */
        SCALED_NUMBERS,
        /** A numeric column holds 40 digits. */
        WIDE_NUMBERS,
        /** A timestamp is rounded to the digits of its column. */
        TIMES_ROUNDED,
        /** A timestamp of which no digits are declared holds no nanoseconds. */
        TIMES_SHORTENED,
        /** An instant, and a timestamp with an offset, are values that the driver binds and reads, by itself or as the dialect has it. */
        INSTANTS,
        /** So is a UUID. */
        UUIDS,
        /** An integer column is as wide as its type says, and the driver tells its type; SQLite's all hold 64 bits. */
        INTEGER_WIDTHS,
        /** NaN and infinity are numbers. */
        NAN,
        /** UUIDs, and dates and times of {@code java.time}, are bound and read, by the driver or by the dialect. */
        JAVA_TIME,
        /** A time of day with an offset. */
        TIME_WITH_ZONE,
        /** A text in a char column comes back with blanks up to its length. */
        CHAR_PADDED,
        /** Texts in a char column that differ in blanks at their ends are equal. */
        BLANKS_IGNORED,
        /** A column can compare texts without their case, in its key too. */
        CASELESS_TEXTS,
        /** SQL arrays. */
        ARRAYS,
        /** Columns of an enum type take an enum by its name. */
        NATIVE_ENUMS,
        /** A timestamp of six digits keeps microseconds, no more, and the driver tells that; one can be added in SQL. */
        MICROSECONDS,
        /** Dates and times of the years from 1 to 12345. */
        WIDE_YEARS,

        // What a table can have.

        /** A row of 600 columns, each of a text of nine characters. */
        WIDE_ROWS,
        /** A column that the database numbers takes a 0 that it is given. */
        ZERO_IDS,
        /** A column that the database numbers, and that is only a part of the primary key. */
        NUMBERED_PARTS,
        /** Indexes over some rows, and over expressions. */
        PARTIAL_INDEXES,
        /** Simple views can be written. */
        UPDATABLE_VIEWS,
        /** Tables of the same name, in schemas of the same database. */
        SCHEMAS,
        /** A name that is not quoted is the same in upper and in lower case, that of a table too. */
        FOLDED_NAMES,
        /** Users who may not do everything; see {@link TestDatabase#asReader}. */
        USERS,
        /** Row-level security policies, as PostgreSQL has them. */
        ROW_SECURITY,
        /** A trigger can change the row that is being written. */
        EDITING_TRIGGERS,
        /** A trigger can refuse the write of a row with an error. */
        REFUSING_TRIGGERS,
        /** A trigger can drop the write of a row without an error. */
        SUPPRESSING_TRIGGERS,
        /** A trigger can change a row of its table after the row was written. */
        AFTER_TRIGGERS,
        /** A trigger can stand in the place of a write to a view. */
        INSTEAD_OF_TRIGGERS,
        /** Triggers, rules and inheritance as PostgreSQL has them. */
        SQL_TRIGGERS,
        /** The information schema lists a table's triggers. */
        TRIGGERS_LISTED,
        /** The catalogue is asked whether an insert can break a key other than its id's. */
        OTHER_KEYS_KNOWN,
        /** A version can be made of what columns hold, a UUID among them. */
        COMPARED_COLUMNS,

        /** A missing table or column is told apart from one that the user may not use. */
        MISSING_NAMED,

        // Transactions.

        /** The isolation READ UNCOMMITTED can be set. */
        READ_UNCOMMITTED,
        /** The isolation READ COMMITTED can be set. */
        READ_COMMITTED,
        /** The isolation REPEATABLE READ can be set. */
        REPEATABLE_READ,
        /** The isolation SERIALIZABLE can be set. */
        SERIALIZABLE,
        /** A read in a transaction at REPEATABLE READ locks nothing, and what others changed since then is not written. */
        SNAPSHOTS,
        /** The same at SERIALIZABLE. */
        SERIALIZABLE_SNAPSHOTS,
        /** SERIALIZABLE is so: write skew is refused. */
        DETECTS_WRITE_SKEW,
        /** Transactions that write different rows of a table do not wait for one another; one that has only read keeps nobody waiting. */
        CONCURRENT_WRITERS,
        /** A read does not wait for a transaction that has written the row, and shows the row as it was. */
        UNLOCKED_READS,
        /** Several threads can ask the catalogue of one table at once. */
        CATALOGUE_AT_ONCE,
        /** At REPEATABLE READ and above, a write waits for another transaction that has written the row, instead of failing. */
        SNAPSHOTS_WAIT,
        /** What a SELECT … FOR UPDATE has read, nobody else writes until the transaction ends. */
        LOCKING_READS,
        /** A connection can be told how long to wait for a lock; see {@link TestDatabase#lockTimeout}. */
        LOCK_TIMEOUTS,
        /** The sessions that wait for a lock can be counted; see {@link TestDatabase#waitingSessions}. */
        WAITS_KNOWN,
        /** A query can lock the rows that it reads. */
        ROW_LOCKS,
        /** A query can pass over locked rows. */
        SKIP_LOCKED,
        /** In a transaction of the isolation that its connections have, writes and locks meet the newest row, whatever was read before. */
        NEWEST_WRITTEN,
        /** A write, or a look with a lock, that met no row keeps nobody from inserting one. */
        GAPS_UNLOCKED,
        /** An insert that was refused for its id does not lock the row that it met. */
        DUPLICATES_UNLOCKED,
        /** New rows can refer to a row that is locked. */
        LOCKED_PARENTS,
        /** A transaction goes on after a statement of it failed. */
        SURVIVES_ERRORS,
        /** The victim of a deadlock is told apart from a serialization failure. */
        NAMES_DEADLOCKS,
        /** An interrupt ends the wait for a lock. */
        INTERRUPTIBLE,
        /** A statement leaves the thread interrupted that was so before. */
        INTERRUPTS_KEPT,
        /** A transaction of a read-only connection refuses to write. */
        READ_ONLY_CONNECTIONS,
        /** What became of a transaction can be asked later. */
        TRANSACTION_STATUS,

        // Connections.

        /** A connection that is closed says so, whatever it is asked. */
        CLOSED_TOLD,
        /** The driver sends BEGIN with a transaction's first statement, as a message of its own. */
        BEGIN_SENT_APART,
        /** Speaks over TCP, so that its connection can be cut; see {@link TestDatabase#port}. */
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

    /**
     * SQL as the database spells it: the same, but for words in braces, which {@link #word} renders, and names such as {@code
     * {'order'}}, which are quoted. {@link #execute} and {@link #query} take such SQL.
     *
     * <table>
     *   <caption>The words, and what they are in standard SQL</caption>
     *   <tr><td>{@code {identity}}, {@code {identity(integer)}}</td><td>the type of a column that the database numbers, and {@code
     *     PRIMARY KEY}</td></tr>
     *   <tr><td>{@code {numbered(integer)}}</td><td>the same without a key; see {@link Feature#NUMBERED_PARTS}</td></tr>
     *   <tr><td>{@code {boolean}}, {@code {tinyint}}, {@code {real}}, {@code {double}}, {@code {uuid}}, {@code {text}}</td><td>types
     *     </td></tr>
     *   <tr><td>{@code {binary(20)}}</td><td>a type of so many bytes, of which there may be fewer; it can be a key</td></tr>
     *   <tr><td>{@code {caseless(9)}}</td><td>a type of texts of so many characters that are compared without their case; see {@link
     *     Feature#CASELESS_TEXTS}</td></tr>
     *   <tr><td>{@code {time}}, {@code {time with zone}}, {@code {timestamp}}, {@code {instant}}</td><td>types, each also with the
     *     digits of its seconds: {@code {instant(3)}}; an instant is a timestamp with time zone</td></tr>
     *   <tr><td>{@code {stored}}</td><td>what follows the expression of a generated column</td></tr>
     *   <tr><td>{@code {length(name)}}</td><td>how many characters a text has</td></tr>
     * </table>
     */
    public final String sql(String words) {
        return Words.render(words, this::word, this::quoted);
    }

    /**
     * What a word stands for: what a database overrides that spells some of them otherwise.
     *
     * @param argument what stands in parentheses behind it; empty if nothing does
     */
    protected String word(String word, String argument) {
        String digits = argument.isEmpty() ? "" : "(" + argument + ")";
        return switch (word) {
            case "identity" -> word("numbered", argument) + " PRIMARY KEY";
            case "numbered" -> (argument.isEmpty() ? "bigint" : argument) + " GENERATED BY DEFAULT AS IDENTITY";
            case "boolean", "real", "uuid" -> word;
            case "tinyint" -> "smallint";
            case "double" -> "double precision";
            case "text" -> "clob";
            case "caseless" -> "varchar_ignorecase" + digits;
            case "binary" -> "varbinary" + digits;
            case "time", "timestamp" -> word + digits;
            case "time with zone" -> "time" + digits + " with time zone";
            case "instant" -> "timestamp" + digits + " with time zone";
            case "stored" -> "";
            case "length" -> "char_length(" + argument + ")";
            default -> throw new IllegalArgumentException("word must be one that TestDatabase.sql names: " + word);
        };
    }

    /** A name in the database's quotes: one in lower case as the database folds it, any other to the letter. */
    protected String quoted(String name) {
        try (Connection connection = dataSource().getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            boolean foldsUp = database.storesUpperCaseIdentifiers() && name.matches("[a-z_][a-z0-9_]*");
            String quote = database.getIdentifierQuoteString();
            String folded = foldsUp ? name.toUpperCase(Locale.ROOT) : name;
            return quote + folded.replace(quote, quote + quote) + quote;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops tables that may be there, in this order, with the views of them where the database knows how. */
    public void drop(String... tables) {
        for (String table : tables) {
            execute("DROP TABLE IF EXISTS " + table + " CASCADE");
        }
    }

    /** Drops a view that may be there. */
    public void dropView(String view) {
        execute("DROP VIEW IF EXISTS " + view);
    }

    /** The schema in which the contracts' tables are. */
    public String schema() {
        try (Connection connection = dataSource().getConnection()) {
            String schema = connection.getSchema();
            return schema == null ? connection.getCatalog() : schema;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a schema that may be there already. Asked only of a database that has {@link Feature#SCHEMAS}. */
    public void createSchema(String name) {
        execute("CREATE SCHEMA IF NOT EXISTS " + name);
    }

    /** Drops a schema and the tables in it. Asked only of a database that has {@link Feature#SCHEMAS}. */
    public void dropSchema(String name) {
        execute("DROP SCHEMA " + name + " CASCADE");
    }

    /** Drops an index of a table. */
    public void dropIndex(String table, String index) {
        execute("DROP INDEX " + index);
    }

    /** Adds a CHECK constraint to a table that may have rows. */
    public void addCheck(String table, String name, String condition) {
        execute("ALTER TABLE " + table + " ADD CONSTRAINT " + name + " CHECK (" + condition + ")");
    }

    /** Gives a table another name. */
    public void rename(String table, String name) {
        execute("ALTER TABLE " + table + " RENAME TO " + name);
    }

    /**
     * The samples of the column types as the database's columns hold them: all of them by default, but for those that a {@link
     * Feature} leaves out. A database may give a sample another type, or fewer values.
     */
    public Stream<Sample<?>> samples(Stream<Sample<?>> samples) {
        return samples;
    }

    /**
     * What each connection is told before it is used; null if nothing. Default: that it waits for a lock for 20 seconds at most, if
     * it can be told so, and no test for ever. The impatient pools of the contracts are told a shorter {@link #lockTimeout} instead.
     */
    protected @Nullable String connectionInitSql() {
        return has(Feature.LOCK_TIMEOUTS) ? lockTimeout(Duration.ofSeconds(20)) : null;
    }

    /** How often {@link #awaitWaiting} asks. Default: every 2 milliseconds. */
    protected Duration pollInterval() {
        return Duration.ofMillis(2);
    }

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

    /** The port on the loopback address of a database that has {@link Feature#REMOTE}, as it stands in its URL. */
    public int port() {
        throw missing("port");
    }

    /** What is sent at the beginning of a transaction of the library's own that writes; nothing by default. */
    protected List<String> beginning() {
        return List.of();
    }

    /** These statements without the first {@link #beginning} among them. */
    public final List<String> withoutBeginning(List<String> sent) {
        List<String> others = new ArrayList<>(sent);
        int start = Collections.indexOfSubList(sent, beginning());
        if (start >= 0) {
            others.subList(start, start + beginning().size()).clear();
        }
        return others;
    }

    /** Ends the sessions that wait for a lock; asked of a database that has {@link Feature#REMOTE}. */
    public void endWaitingSessions() {
        throw missing("endWaitingSessions");
    }

    /** Ends the session of this connection from another one; asked of a database that has {@link Feature#REMOTE}. */
    public void endSession(Connection connection) throws SQLException {
        throw missing("endSession");
    }

    /** The statement after which a connection's statements end in time; asked of a database that has {@link Feature#REMOTE}. */
    public String statementTimeout(Duration timeout) {
        throw missing("statementTimeout");
    }

    /** What the server is, for the report. Default: what the driver calls it. */
    public String serverName(DatabaseMetaData data) throws SQLException {
        return data.getDatabaseProductName();
    }

    /** Its version, for the report. Default: the first word of what the driver says. */
    public String serverVersion(DatabaseMetaData data) throws SQLException {
        return data.getDatabaseProductVersion().split(" ", 2)[0];
    }

    /** Makes the connections of a pool those of a user who may read this table, and not write it. */
    public void asReader(HikariConfig config, String table) {
        throw missing("asReader");
    }

    /** The statements that put a trigger on a table; for {@link VerdictContract} and {@link InterferenceContract}. */
    public String[] trigger(Meddling meddling, String table) {
        throw missing("trigger");
    }

    /**
     * Statements that change or remove the row of id 1 of a table of {@code id, owner, note, seen, version}, by what is neither a plain UPDATE nor a
     * plain DELETE, such as MERGE or TRUNCATE; each of which a guard of the dialect refuses. Default: none.
     */
    public List<String> overwrites(String table) {
        return List.of();
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

    /** The dialect as it fits this very database: its version, or what standard SQL has to know of it. */
    public final Dialect fittedDialect() {
        try (Connection connection = dataSource().getConnection()) {
            return dialect.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
        config.setConnectionInitSql(connectionInitSql());
        settings.accept(config);
        return new HikariDataSource(config);
    }

    /** A connection of one's own, of no pool. */
    public final Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url());
        String first = connectionInitSql();
        if (first != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(first);
            }
        }
        return connection;
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

    /** How many sessions wait for a lock, after {@link #pollInterval}; asked of a database that has {@link Feature#WAITS_KNOWN}. */
    public final int waiting() throws SQLException {
        LockSupport.parkNanos(pollInterval().toNanos());
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(waitingSessions())) {
            answer.next();
            return answer.getInt(1);
        }
    }

    /**
     * Returns when so many sessions wait for a lock; fails after 20 seconds. Skips the test on a database that has not {@link
     * Feature#WAITS_KNOWN}.
     */
    public final void awaitWaiting(int sessions) throws SQLException, InterruptedException {
        assumeTrue(has(Feature.WAITS_KNOWN), "needs WAITS_KNOWN");
        Instant deadline = Instant.now().plusSeconds(20);
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(waitingSessions())) {
            for (int waiting = -1;
                    waiting != sessions;
                    TimeUnit.MILLISECONDS.sleep(pollInterval().toMillis())) {
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

    /** Runs statements, each in autocommit, with words as in {@link #sql}. */
    public final void execute(String... statements) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(executed(sql(sql)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A statement of {@link #execute} as it is sent: here one can make tables of another kind of those that the contracts create. */
    protected String executed(String sql) {
        return sql;
    }

    /** What a query answers, row by row, as text, on a connection of its own; several columns with a blank between. */
    public final List<String> query(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql(sql))) {
            List<String> rows = new ArrayList<>();
            int columns = answer.getMetaData().getColumnCount();
            while (answer.next()) {
                String row = answer.getString(1);
                for (int i = 2; i <= columns; i++) {
                    row += " " + answer.getString(i);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
