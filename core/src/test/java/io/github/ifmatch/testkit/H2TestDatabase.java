package io.github.ifmatch.testkit;

import com.zaxxer.hikari.HikariConfig;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.fault.H2Triggers;
import io.github.ifmatch.testkit.fault.Meddling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** H2 in memory; each instance is a database of its own. Thread-safe. */
public class H2TestDatabase extends TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String url =
            "jdbc:h2:mem:testkit" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
    private final Set<Feature> features;

    public H2TestDatabase(Dialect dialect) {
        super(dialect);
        this.features = EnumSet.complementOf(EnumSet.of(
                Feature.INSERTED_ROW_RETURNED,
                Feature.UPDATED_ROW_RETURNED,
                Feature.DELETED_ROW_RETURNED,
                Feature.PARTIAL_INDEXES,
                Feature.UPDATABLE_VIEWS,
                Feature.ROW_SECURITY,
                Feature.SUPPRESSING_TRIGGERS,
                Feature.SQL_TRIGGERS,
                Feature.OTHER_KEYS_KNOWN,
                Feature.COMPARED_COLUMNS,
                Feature.DETECTS_WRITE_SKEW,
                Feature.NAMES_DEADLOCKS,
                Feature.READ_ONLY_CONNECTIONS,
                Feature.TRANSACTION_STATUS,
                Feature.BEGIN_SENT_APART,
                Feature.REMOTE));
        if (dialect != Dialect.STANDARD) {
            features.addAll(EnumSet.of(
                    Feature.INSERTED_ROW_RETURNED,
                    Feature.UPDATED_ROW_RETURNED,
                    Feature.OTHER_KEYS_KNOWN,
                    Feature.COMPARED_COLUMNS));
        }
    }

    @Override
    protected String url() {
        return url;
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public String enumType(String name, String... constants) {
        return "enum ('" + String.join("', '", constants) + "')";
    }

    @Override
    public String lockTimeout(Duration timeout) {
        return "SET LOCK_TIMEOUT " + timeout.toMillis();
    }

    @Override
    protected String waitingSessions() {
        return "SELECT count(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL";
    }

    @Override
    public void asReader(HikariConfig config, String table) {
        execute(
                "DROP USER IF EXISTS reader",
                "CREATE USER reader PASSWORD 'reader'",
                "GRANT SELECT ON " + table + " TO reader");
        try (Connection connection = dataSource().getConnection()) {
            config.setJdbcUrl(
                    connection.getMetaData().getURL()); // without the settings that only an administrator may make
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        config.setUsername("reader");
        config.setPassword("reader");
    }

    @Override
    public List<String> overwrites(String table) {
        return List.of(
                "MERGE INTO " + table + " (id, owner, note, seen, version) KEY (id) VALUES (1, 'Eve', NULL, 0, 1)",
                "MERGE INTO " + table
                        + " t USING (VALUES (1)) s (id) ON t.id = s.id WHEN MATCHED THEN UPDATE SET owner = 'Eve'",
                "MERGE INTO " + table + " t USING (VALUES (1)) s (id) ON t.id = s.id WHEN MATCHED THEN DELETE",
                "SELECT id FROM FINAL TABLE (UPDATE " + table + " SET owner = 'Eve')",
                "SELECT id FROM OLD TABLE (DELETE FROM " + table + " WHERE id = 1)");
    }

    @Override
    public String[] trigger(Meddling meddling, String table) {
        return new String[] {H2Triggers.create(meddling, table)};
    }
}
