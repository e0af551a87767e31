package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** SQLite in a temporary file, which is deleted when the JVM ends; each instance is a database of its own. Thread-safe. */
public class SqliteTestDatabase extends TestDatabase {

    private static final String WRITE_AHEAD = "journal_mode=WAL&synchronous=OFF";

    private static final Set<Class<?>> TEXTS =
            Set.of(BigDecimal.class, BigInteger.class, Date.class, Time.class, Timestamp.class);

    private static final Set<Class<?>> WITH_THE_DIALECT = Set.of(
            UUID.class, Instant.class, OffsetDateTime.class, OffsetTime.class, Date.class, Time.class, Timestamp.class);

    private final String url;
    private final Set<Feature> features = EnumSet.of(
            Feature.JAVA_TIME,
            Feature.CASELESS_TEXTS,
            Feature.PARTIAL_INDEXES,
            Feature.AFTER_TRIGGERS,
            Feature.SUPPRESSING_TRIGGERS,
            Feature.REFUSING_TRIGGERS,
            Feature.SERIALIZABLE,
            Feature.UNLOCKED_READS,
            Feature.CATALOGUE_AT_ONCE,
            Feature.SURVIVES_ERRORS);

    /** In write-ahead mode, in which nobody waits for readers. */
    public SqliteTestDatabase(Dialect dialect) {
        this(dialect, WRITE_AHEAD);
    }

    /** With these settings in its URL. */
    SqliteTestDatabase(Dialect dialect, String settings) {
        super(dialect);
        this.url = "jdbc:sqlite:" + file() + "?busy_timeout=10000&foreign_keys=true&" + settings;
        if (!settings.equals(WRITE_AHEAD)) {
            features.remove(Feature.UNLOCKED_READS);
        }
        if (dialect != Dialect.STANDARD) {
            features.addAll(EnumSet.of(
                    Feature.INSERTED_ROW_RETURNED,
                    Feature.UPDATED_ROW_RETURNED,
                    Feature.DELETED_ROW_RETURNED,
                    Feature.INSTEAD_OF_TRIGGERS,
                    Feature.OTHER_KEYS_KNOWN,
                    Feature.TIME_WITH_ZONE,
                    Feature.INSTANTS,
                    Feature.UUIDS,
                    Feature.WIDE_YEARS));
        }
    }

    private static Path file() {
        try {
            Path folder = Files.createTempDirectory("sqlite");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder.resolve("test.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected String url() {
        return url;
    }

    @Override
    public List<String> overwrites(String table) {
        String insert = " INTO " + table + " (id, owner, seen, version) VALUES (1, 'Eve', 0, 1)";
        return List.of(
                "REPLACE" + insert,
                "INSERT OR REPLACE" + insert,
                "INSERT" + insert + " ON CONFLICT (id) DO UPDATE SET owner = excluded.owner",
                "UPDATE OR REPLACE " + table + " SET owner = 'Eve' WHERE id = 1",
                "UPDATE " + table + " SET owner = v.owner FROM (SELECT 1 AS id, 'Eve' AS owner) v WHERE " + table
                        + ".id = v.id");
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    protected String word(String word, String argument) {
        return switch (word) {
            case "identity" -> "INTEGER PRIMARY KEY";
            case "binary" -> "blob";
            case "caseless" -> "varchar(" + argument + ") COLLATE NOCASE";
            case "uuid", "text", "time", "time with zone", "timestamp", "instant" -> "text";
            case "length" -> "length(" + argument + ")";
            default -> super.word(word, argument);
        };
    }

    /** Decimals stand as text, and so do times; the driver by itself reads few of the latter, and no UUID. */
    @Override
    public Stream<Sample<?>> samples(Stream<Sample<?>> samples) {
        return samples.filter(sample -> dialect() != Dialect.STANDARD || !WITH_THE_DIALECT.contains(sample.javaType()))
                .map(sample -> TEXTS.contains(sample.javaType()) ? sample.in("text") : sample);
    }

    @Override
    public void drop(String... tables) {
        for (String table : tables) {
            execute("DROP TABLE IF EXISTS " + table);
        }
    }

    /** What the driver has begun is ended, and begun again with the lock. */
    @Override
    protected List<String> beginning() {
        return List.of("ROLLBACK", "BEGIN IMMEDIATE");
    }

    @Override
    public String lockTimeout(Duration timeout) {
        return "PRAGMA busy_timeout = " + timeout.toMillis();
    }

    @Override
    public String[] trigger(Meddling meddling, String table) {
        String body = switch (meddling) {
            case REFUSES -> "SELECT RAISE(ABORT, 'nobody may own it') WHERE new.owner = 'Nobody'";
            case SUPPRESSES -> "SELECT RAISE(IGNORE)";
            case PRETENDS -> "SELECT 1";
            case EDITS_OWNER_AFTERWARDS ->
                "UPDATE accounts SET owner = upper(owner) WHERE id = new.id AND owner <> upper(owner)";
            case CHANGES_VERSION_AFTERWARDS ->
                "UPDATE accounts SET version = version + 10 WHERE id = new.id AND version < 10";
            default -> throw new IllegalArgumentException("a trigger cannot change the row that is being written");
        };
        List<String> events = switch (meddling) {
            case SUPPRESSES -> List.of("INSERT", "UPDATE", "DELETE");
            case EDITS_OWNER_AFTERWARDS, REFUSES -> List.of("INSERT", "UPDATE");
            default -> List.of("UPDATE");
        };
        String time = switch (meddling) {
            case SUPPRESSES, REFUSES -> " BEFORE ";
            case PRETENDS -> " INSTEAD OF ";
            default -> " AFTER ";
        };
        return events.stream()
                .flatMap(event -> Stream.of(
                        "DROP TRIGGER IF EXISTS meddling_" + event,
                        "CREATE TRIGGER meddling_" + event + time + event + " ON " + table + " BEGIN " + body
                                + "; END"))
                .toArray(String[]::new);
    }
}
