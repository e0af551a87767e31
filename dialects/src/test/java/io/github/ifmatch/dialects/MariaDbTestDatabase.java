package io.github.ifmatch.dialects;

import com.zaxxer.hikari.HikariConfig;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Sample;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A database of its own on the MariaDB of this JVM, by one of the drivers, with its options. Thread-safe. */
public final class MariaDbTestDatabase extends TestDatabase {

    /** A driver, by the scheme of its URLs. */
    public enum Driver {
        MARIADB,
        MYSQL
    }

    /** The isolation of the sessions; of which the last is that of MariaDB 11.6 and newer, unless it is told otherwise. */
    public enum Sessions {
        REPEATABLE_READ("tx_isolation='REPEATABLE-READ'"),
        READ_COMMITTED("tx_isolation='READ-COMMITTED'"),
        SERIALIZABLE("tx_isolation='SERIALIZABLE'"),
        SNAPSHOT("tx_isolation='REPEATABLE-READ',innodb_snapshot_isolation=1");

        private final String variables;

        Sessions(String variables) {
            this.variables = variables;
        }
    }

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "testkit" + NUMBER.incrementAndGet();
    private final Driver driver;
    private final String options;
    private final Set<Feature> features;
    private boolean isCreated;

    /** {@code options} are those of the driver, such as {@code &useBulkStmts=true}, or empty. */
    MariaDbTestDatabase(Dialect dialect, Driver driver, Sessions sessions, String options) {
        super(dialect);
        this.driver = driver;
        this.options = "&sessionVariables=" + sessions.variables + options;
        this.features = EnumSet.of(
                Feature.VALUES_CHECKED,
                Feature.EXACT_NUMBERS,
                Feature.SCALED_NUMBERS,
                Feature.TIMES_SHORTENED,
                Feature.INSTANTS,
                Feature.UUIDS,
                Feature.INTEGER_WIDTHS,
                Feature.TRIGGERS_LISTED,
                Feature.WIDE_NUMBERS,
                Feature.JAVA_TIME,
                Feature.BLANKS_IGNORED,
                Feature.CASELESS_TEXTS,
                Feature.ROW_LOCKS,
                Feature.SKIP_LOCKED,
                Feature.NATIVE_ENUMS,
                Feature.UPDATABLE_VIEWS,
                Feature.SCHEMAS,
                Feature.USERS,
                Feature.EDITING_TRIGGERS,
                Feature.REFUSING_TRIGGERS,
                Feature.READ_UNCOMMITTED,
                Feature.SNAPSHOTS_WAIT,
                Feature.INTERRUPTS_KEPT,
                Feature.MISSING_NAMED,
                Feature.READ_COMMITTED,
                Feature.REPEATABLE_READ,
                Feature.SERIALIZABLE,
                Feature.CONCURRENT_WRITERS,
                Feature.UNLOCKED_READS,
                Feature.CATALOGUE_AT_ONCE,
                Feature.LOCKING_READS,
                Feature.LOCK_TIMEOUTS,
                Feature.WAITS_KNOWN,
                Feature.SURVIVES_ERRORS,
                Feature.NAMES_DEADLOCKS,
                Feature.REMOTE);
        if (sessions == Sessions.READ_COMMITTED) {
            features.add(Feature.GAPS_UNLOCKED);
        }
        features.add(sessions == Sessions.SNAPSHOT ? Feature.SNAPSHOTS : Feature.NEWEST_WRITTEN);
        if (driver == Driver.MARIADB) {
            features.add(Feature.CLOSED_TOLD);
        }
        if (dialect != Dialect.STANDARD) {
            features.addAll(
                    EnumSet.of(Feature.INSERTED_ROW_RETURNED, Feature.DELETED_ROW_RETURNED, Feature.OTHER_KEYS_KNOWN));
        }
        if (driver == Driver.MARIADB || dialect != Dialect.STANDARD) {
            features.add(Feature.MICROSECONDS); // without the dialect, MySQL's driver sends no fractions of seconds
        }
    }

    public MariaDbTestDatabase(Dialect dialect, Driver driver, Sessions sessions) {
        this(dialect, driver, sessions, "");
    }

    @Override
    protected synchronized String url() {
        if (!isCreated) {
            create();
            isCreated = true;
        }
        return url(name, "root");
    }

    private String url(String database, String user) {
        String scheme = driver == Driver.MARIADB ? "jdbc:mariadb" : "jdbc:mysql";
        return scheme + "://127.0.0.1:" + MariaDbProcess.port() + "/" + database + "?user=" + user + options;
    }

    private void create() {
        try (Connection connection = DriverManager.getConnection(url("", "root"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " DEFAULT CHARACTER SET utf8mb4");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    protected String word(String word, String argument) {
        String digits = argument.isEmpty() ? "(6)" : "(" + argument + ")";
        return switch (word) {
            case "numbered" -> (argument.isEmpty() ? "bigint" : argument) + " AUTO_INCREMENT";
            case "tinyint", "double" -> word;
            case "text" -> "longtext";
            case "caseless" -> "varchar(" + argument + ") CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
            case "time" -> "time" + digits;
            case "timestamp", "instant" -> "datetime" + digits;
            case "stored" -> "STORED";
            default -> super.word(word, argument);
        };
    }

    /** MySQL's driver takes the text of the greatest float for one that is out of range. */
    @Override
    public Stream<Sample<?>> samples(Stream<Sample<?>> samples) {
        return driver == Driver.MARIADB
                ? samples
                : samples.map(sample ->
                        sample.where(value -> !(value instanceof Float number) || Math.abs(number) < Float.MAX_VALUE));
    }

    /** A table that others refer to can be dropped where that is not checked. */
    @Override
    public void drop(String... tables) {
        for (String table : tables) {
            execute("SET foreign_key_checks = 0", "DROP TABLE IF EXISTS " + table, "SET foreign_key_checks = 1");
        }
    }

    @Override
    public void dropSchema(String schema) {
        execute("DROP SCHEMA " + schema);
    }

    @Override
    public void dropIndex(String table, String index) {
        execute("DROP INDEX " + index + " ON " + table);
    }

    @Override
    protected String connectionInitSql() {
        return "SET innodb_lock_wait_timeout = 5";
    }

    /** The view of the transactions is a copy, taken anew if it was not asked for within 100 milliseconds. */
    @Override
    protected Duration pollInterval() {
        return Duration.ofMillis(110);
    }

    @Override
    public String enumType(String type, String... constants) {
        return "enum ('" + String.join("', '", constants) + "')";
    }

    @Override
    public List<String> overwrites(String table) {
        return List.of(
                "REPLACE INTO " + table + " (id, owner, seen, version) VALUES (1, 'Eve', 0, 1)",
                "INSERT INTO " + table + " (id, owner, seen, version) VALUES (1, 'Eve', 0, 1)"
                        + " ON DUPLICATE KEY UPDATE owner = 'Eve'",
                "UPDATE " + table + " t JOIN (SELECT 1 AS id) s ON t.id = s.id SET t.owner = 'Eve'",
                "DELETE t FROM " + table + " t JOIN (SELECT 1 AS id) s ON t.id = s.id",
                "UPDATE " + table + " SET owner = 'Eve' ORDER BY id LIMIT 1",
                "DELETE FROM " + table + " ORDER BY id LIMIT 1");
    }

    @Override
    public String lockTimeout(Duration timeout) {
        return "SET innodb_lock_wait_timeout = " + Math.max(1, timeout.toSeconds());
    }

    @Override
    protected String waitingSessions() {
        return "SELECT count(*) FROM " + WAITING;
    }

    private static final String WAITING = "information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p"
            + " ON p.ID = t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.DB = DATABASE()";

    @Override
    public int port() {
        return MariaDbProcess.port();
    }

    @Override
    public void endWaitingSessions() {
        for (String id : query("SELECT p.ID FROM " + WAITING)) {
            execute("KILL " + id);
        }
    }

    @Override
    public void endSession(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet id = statement.executeQuery("SELECT CONNECTION_ID()")) {
            id.next();
            execute("KILL " + id.getLong(1));
        }
    }

    @Override
    public String statementTimeout(Duration timeout) {
        return "SET max_statement_time = " + timeout.toMillis() / 1000.0;
    }

    /** MySQL's driver calls every server a MySQL. */
    @Override
    public String serverName(DatabaseMetaData data) {
        return "MariaDB";
    }

    /** As in 5.5.5-10.11.6-MariaDB-0+deb12u1, whose beginning is for replicas that know no version of two digits. */
    @Override
    public String serverVersion(DatabaseMetaData data) throws SQLException {
        String version =
                super.serverVersion(data).replaceFirst("^5\\.5\\.5-", "").replaceFirst("-MariaDB.*", "");
        return features.contains(Feature.SNAPSHOTS) ? version + " with innodb_snapshot_isolation" : version;
    }

    @Override
    public void asReader(HikariConfig config, String table) {
        execute("CREATE USER IF NOT EXISTS reader", "GRANT SELECT ON " + name + "." + table + " TO reader");
        config.setJdbcUrl(url(name, "reader"));
    }

    @Override
    public String[] trigger(Meddling meddling, String table) {
        if (meddling == Meddling.STAMPS_TIME) {
            return new String[] { // an insert has no old row, and the default of the column
                "CREATE TRIGGER meddling BEFORE UPDATE ON " + table + " FOR EACH ROW SET new.version ="
                        + " greatest(current_timestamp(6), old.version + INTERVAL 1 MICROSECOND)"
            };
        }
        String body = switch (meddling) {
            case EDITS_OWNER -> "SET new.owner = upper(new.owner)";
            case CHANGES_VERSION -> "SET new.version = new.version + 10";
            case LOWERS_VERSION -> "SET new.version = new.version - 7";
            case REFUSES ->
                "IF new.owner = 'Nobody' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'nobody may own it'; END IF";
            default -> throw new IllegalArgumentException("no trigger can do that: " + meddling);
        };
        boolean isOfVersion = meddling == Meddling.CHANGES_VERSION || meddling == Meddling.LOWERS_VERSION;
        List<String> events = isOfVersion ? List.of("UPDATE") : List.of("INSERT", "UPDATE");
        return events.stream()
                .map(event -> "CREATE TRIGGER meddling_" + event + " BEFORE " + event + " ON " + table
                        + " FOR EACH ROW " + body)
                .toArray(String[]::new);
    }
}
