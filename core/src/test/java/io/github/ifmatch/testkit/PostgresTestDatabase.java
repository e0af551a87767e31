package io.github.ifmatch.testkit;

import com.zaxxer.hikari.HikariConfig;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.fault.Meddling;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, one server of each version for the JVM; each instance is a database of its own on it. Thread-safe. */
public class PostgresTestDatabase extends TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final String url;
    private final Set<Feature> features = EnumSet.complementOf(EnumSet.of(
            Feature.LOCKED_PARENTS,
            Feature.NATIVE_ENUMS,
            Feature.OTHER_KEYS_KNOWN,
            Feature.COMPARED_COLUMNS,
            Feature.INSERTED_ROW_RETURNED,
            Feature.UPDATED_ROW_RETURNED,
            Feature.DELETED_ROW_RETURNED,
            Feature.TRANSACTION_STATUS,
            Feature.SURVIVES_ERRORS,
            Feature.INTERRUPTIBLE));

    /** On a server of the version that the class path holds. */
    public PostgresTestDatabase(Dialect dialect) {
        this(dialect, DefaultPostgresBinaryResolver.INSTANCE);
    }

    /** On a server made of these binaries, which stand for one version. */
    public PostgresTestDatabase(Dialect dialect, PgBinaryResolver binaries) {
        super(dialect);
        this.server = Servers.of(binaries);
        this.url = create(server);
        if (dialect != Dialect.STANDARD) {
            features.addAll(EnumSet.of(
                    Feature.LOCKED_PARENTS,
                    Feature.NATIVE_ENUMS,
                    Feature.OTHER_KEYS_KNOWN,
                    Feature.COMPARED_COLUMNS,
                    Feature.INSERTED_ROW_RETURNED,
                    Feature.UPDATED_ROW_RETURNED,
                    Feature.DELETED_ROW_RETURNED,
                    Feature.TRANSACTION_STATUS));
        }
    }

    @Override
    public int port() {
        return server.getPort();
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
    protected String word(String word, String argument) {
        return switch (word) {
            case "binary" -> "bytea";
            case "text" -> "text";
            case "caseless" -> {
                execute("CREATE COLLATION IF NOT EXISTS caseless"
                        + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
                yield "varchar(" + argument + ") COLLATE caseless";
            }
            case "stored" -> "STORED";
            default -> super.word(word, argument);
        };
    }

    @Override
    public String enumType(String name, String... constants) {
        execute(
                "DROP TYPE IF EXISTS " + name + " CASCADE",
                "CREATE TYPE " + name + " AS ENUM ('" + String.join("', '", constants) + "')");
        return name;
    }

    @Override
    public String lockTimeout(Duration timeout) {
        return "SET lock_timeout = " + timeout.toMillis();
    }

    @Override
    protected String waitingSessions() {
        return "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    }

    @Override
    public void endWaitingSessions() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
    }

    @Override
    public void endSession(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet session = statement.executeQuery("SELECT pg_backend_pid()")) {
            session.next();
            String id = session.getString(1);
            execute("SELECT pg_terminate_backend(" + id + ")");
            while (!query("SELECT 1 FROM pg_stat_activity WHERE pid = " + id).isEmpty()) {
                Thread.onSpinWait(); // before 14 nothing waits for it
            }
        }
    }

    @Override
    public String statementTimeout(Duration timeout) {
        return "SET statement_timeout = " + timeout.toMillis();
    }

    @Override
    public void asReader(HikariConfig config, String table) {
        execute(
                "DO 'BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN NULL; END'",
                "GRANT SELECT ON " + table + " TO reader");
        config.setConnectionInitSql("SET ROLE reader");
    }

    @Override
    public List<String> overwrites(String table) {
        List<String> all = new ArrayList<>(List.of(
                "TRUNCATE " + table + " CASCADE",
                "INSERT INTO " + table + " (id, owner, seen, version) VALUES (1, 'Eve', 0, 1)"
                        + " ON CONFLICT (id) DO UPDATE SET owner = excluded.owner",
                "WITH w AS (UPDATE " + table + " SET owner = 'Eve' RETURNING id) SELECT count(*) FROM w",
                "WITH w AS (DELETE FROM " + table + " RETURNING id) SELECT count(*) FROM w",
                "UPDATE " + table
                        + " AS t SET owner = v.owner FROM (VALUES (1, 'Eve')) v (id, owner) WHERE t.id = v.id",
                "DELETE FROM ONLY " + table + " USING (VALUES (1)) v (id) WHERE " + table + ".id = v.id",
                "DO 'BEGIN UPDATE " + table + " SET owner = ''Eve'' WHERE id = 1; END'"));
        if (Integer.parseInt(query("SHOW server_version_num").get(0)) >= 150_000) {
            String merge = "MERGE INTO " + table + " t USING (VALUES (1)) s (id) ON t.id = s.id WHEN MATCHED THEN ";
            all.add(merge + "UPDATE SET owner = 'Eve'");
            all.add(merge + "DELETE");
        }
        return all;
    }

    @Override
    public String[] trigger(Meddling meddling, String table) {
        String body = switch (meddling) {
            case EDITS_OWNER -> "new.owner := upper(new.owner); RETURN new;";
            case CHANGES_VERSION -> "new.version := new.version + 10; RETURN new;";
            case LOWERS_VERSION -> "new.version := new.version - 7; RETURN new;";
            case STAMPS_TIME ->
                "new.version := greatest(clock_timestamp(), old.version + interval ''1 microsecond''); RETURN new;";
            case REFUSES -> "IF new.owner = ''Nobody'' THEN RAISE EXCEPTION ''nobody may own it''; END IF; RETURN new;";
            case SUPPRESSES -> "RETURN NULL;";
            case PRETENDS -> "RETURN new;";
            case EDITS_OWNER_AFTERWARDS ->
                "UPDATE accounts SET owner = upper(owner) WHERE id = new.id AND owner <> upper(owner); RETURN NULL;";
            case CHANGES_VERSION_AFTERWARDS ->
                "UPDATE accounts SET version = version + 10 WHERE id = new.id AND version < 10; RETURN NULL;";
        };
        String events = switch (meddling) {
            case EDITS_OWNER, EDITS_OWNER_AFTERWARDS, REFUSES, STAMPS_TIME -> "INSERT OR UPDATE";
            case CHANGES_VERSION, LOWERS_VERSION, CHANGES_VERSION_AFTERWARDS -> "UPDATE";
            case SUPPRESSES -> "INSERT OR UPDATE OR DELETE";
            case PRETENDS -> "UPDATE";
        };
        String time = switch (meddling) {
            case PRETENDS -> "INSTEAD OF ";
            case EDITS_OWNER_AFTERWARDS, CHANGES_VERSION_AFTERWARDS -> "AFTER ";
            default -> "BEFORE ";
        };
        return new String[] {
            "CREATE OR REPLACE FUNCTION meddling() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN " + body + " END'",
            "CREATE TRIGGER meddling " + time + events + " ON " + table + " FOR EACH ROW EXECUTE FUNCTION meddling()"
        };
    }

    private static String create(EmbeddedPostgres server) {
        String name = "testkit" + NUMBER.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return server.getJdbcUrl("postgres", name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Started on first use; stopped when the JVM ends. They need not survive a crash, so they keep no disk waiting; and deadlocks,
     * which the contracts make on purpose, are looked for after 50 milliseconds, not after a second.
     */
    private static final class Servers {

        private static final Map<PgBinaryResolver, EmbeddedPostgres> STARTED = new ConcurrentHashMap<>();

        static EmbeddedPostgres of(PgBinaryResolver binaries) {
            return STARTED.computeIfAbsent(binaries, Servers::start);
        }

        private static EmbeddedPostgres start(PgBinaryResolver binaries) {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setPgBinaryResolver(binaries)
                        .setServerConfig("max_connections", "600")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("deadlock_timeout", "50ms")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
