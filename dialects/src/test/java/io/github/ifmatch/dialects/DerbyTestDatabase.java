package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Sample;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Derby in memory; each instance is a database of its own. Thread-safe. */
public final class DerbyTestDatabase extends TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /**
     * Not among them, but for what Derby simply has not (arrays, enums, policies, partial indexes, writable views, triggers that edit, suppress
     * or stand in the place of a write):
     *
     * <ul>
     *   <li>EXACT_NUMBERS, TIMES_ROUNDED: numbers are cut, and a timestamp always has nine digits; WIDE_NUMBERS: 31 digits
     *   <li>CATALOGUE_AT_ONCE, but by its dialect: threads that ask at once wait for one another until a time-out
     *   <li>UNLOCKED_READS, SNAPSHOTS, LOCKED_PARENTS: readers and writers of a row wait for one another
     *   <li>GAPS_UNLOCKED, DUPLICATES_UNLOCKED: a write that met no row, and an insert that met one, lock its place
     *   <li>DETECTS_WRITE_SKEW: such transactions wait for each other instead
     *   <li>LOCK_TIMEOUTS: set for the whole database; NAMES_DEADLOCKS: 40001
     *   <li>INTERRUPTIBLE, INTERRUPTS_KEPT: an interrupt ends the connection
     * </ul>
     */
    private final Set<Feature> features = EnumSet.of(
            Feature.VALUES_CHECKED,
            Feature.SCALED_NUMBERS,
            Feature.INTEGER_WIDTHS,
            Feature.CHAR_PADDED,
            Feature.BLANKS_IGNORED,
            Feature.WIDE_ROWS,
            Feature.ZERO_IDS,
            Feature.NUMBERED_PARTS,
            Feature.SCHEMAS,
            Feature.FOLDED_NAMES,
            Feature.AFTER_TRIGGERS,
            Feature.MISSING_NAMED,
            Feature.READ_UNCOMMITTED,
            Feature.READ_COMMITTED,
            Feature.REPEATABLE_READ,
            Feature.SERIALIZABLE,
            Feature.CONCURRENT_WRITERS,
            Feature.LOCKING_READS,
            Feature.WAITS_KNOWN,
            Feature.ROW_LOCKS,
            Feature.NEWEST_WRITTEN,
            Feature.SURVIVES_ERRORS,
            Feature.READ_ONLY_CONNECTIONS,
            Feature.CLOSED_TOLD);

    private static final Set<Class<?>> WITH_THE_DIALECT = Set.of(
            UUID.class, LocalDate.class, LocalTime.class, LocalDateTime.class, Instant.class, OffsetDateTime.class);

    static {
        System.setProperty("derby.stream.error.method", DerbyTestDatabase.class.getName() + ".nowhere");
        System.setProperty("derby.locks.waitTimeout", "10");
        System.setProperty("derby.locks.deadlockTimeout", "1");
    }

    private final Map<String, List<String>> made = new ConcurrentHashMap<>();
    private final Map<String, List<String>> dropped = new ConcurrentHashMap<>();
    private final String url = "jdbc:derby:memory:testkit" + NUMBER.incrementAndGet() + ";create=true";

    public DerbyTestDatabase(Dialect dialect) {
        super(dialect);
        if (dialect != Dialect.STANDARD) {
            features.addAll(Set.of(Feature.JAVA_TIME, Feature.UUIDS, Feature.INSTANTS, Feature.CATALOGUE_AT_ONCE));
        }
    }

    /** Where Derby writes what it would write into a file of its own. */
    public static OutputStream nowhere() {
        return OutputStream.nullOutputStream();
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
            case "binary" -> "varchar(" + argument + ") FOR BIT DATA";
            case "uuid" -> "char(36)";
            case "length" -> "length(" + argument + ")";
            case "time", "timestamp" -> word;
            case "instant" -> "timestamp";
            default -> super.word(word, argument);
        };
    }

    /** The driver by itself binds no {@code java.time} and no UUID; a time has whole seconds, and a double is 2.2E-307 at least. */
    @Override
    public Stream<Sample<?>> samples(Stream<Sample<?>> samples) {
        return samples.filter(sample -> dialect() != Dialect.STANDARD || !WITH_THE_DIALECT.contains(sample.javaType()))
                .map(sample -> sample.where(DerbyTestDatabase::isHeld));
    }

    private static boolean isHeld(Object value) {
        return !(value instanceof LocalTime time && time.get(ChronoField.NANO_OF_SECOND) != 0)
                && !(value instanceof Double number && number != 0 && Math.abs(number) < 2.3e-307);
    }

    @Override
    public void drop(String... tables) {
        for (String table : tables) {
            views(table).forEach(view -> execute("DROP VIEW " + view));
            if (exists(table)) {
                execute("DROP TABLE " + table);
            }
        }
    }

    @Override
    public void dropView(String view) {
        if (exists(view)) {
            execute("DROP VIEW " + view);
        }
    }

    @Override
    public void createSchema(String name) {
        execute("CREATE SCHEMA " + name);
    }

    @Override
    public void dropSchema(String name) {
        query("SELECT TABLENAME FROM SYS.SYSTABLES JOIN SYS.SYSSCHEMAS USING (SCHEMAID) WHERE SCHEMANAME = '"
                        + name.toUpperCase(Locale.ROOT) + "'")
                .forEach(table -> execute("DROP TABLE " + name + ".\"" + table + "\""));
        execute("DROP SCHEMA " + name + " RESTRICT");
    }

    /** A table that has triggers cannot be renamed: they are dropped before, and are made anew when it gets its name back. */
    @Override
    public void rename(String table, String name) {
        List<String> found = query("SELECT TRIGGERNAME FROM SYS.SYSTRIGGERS JOIN SYS.SYSTABLES USING (TABLEID)"
                + " WHERE TABLENAME = '" + stored(table) + "'");
        if (!found.isEmpty()) {
            found.forEach(trigger -> execute("DROP TRIGGER " + trigger));
            dropped.put(table, made.getOrDefault(table, List.of()));
        }
        execute("RENAME TABLE " + table + " TO " + name);
        List<String> again = dropped.remove(name);
        if (again != null) {
            again.forEach(this::execute);
        }
    }

    private boolean exists(String table) {
        return !query("SELECT 1 FROM SYS.SYSTABLES JOIN SYS.SYSSCHEMAS USING (SCHEMAID) WHERE TABLENAME = '"
                        + stored(table) + "' AND SCHEMANAME = CURRENT SCHEMA")
                .isEmpty();
    }

    /** Those whose text names the table. */
    private List<String> views(String table) {
        return query(
                "SELECT TABLENAME FROM SYS.SYSVIEWS JOIN SYS.SYSTABLES USING (TABLEID) WHERE CAST(VIEWDEFINITION AS"
                        + " varchar(1000)) LIKE '%" + sql(table) + "%'");
    }

    private String stored(String table) {
        String name = sql(table);
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name.toUpperCase(Locale.ROOT);
    }

    @Override
    protected String waitingSessions() {
        return "SELECT count(*) FROM SYSCS_DIAG.LOCK_TABLE WHERE STATE = 'WAIT'";
    }

    @Override
    public String[] trigger(Meddling meddling, String table) {
        String[] statements = statements(meddling, table);
        made.put(table, List.of(statements));
        return statements;
    }

    private String[] statements(Meddling meddling, String table) {
        return switch (meddling) {
            case EDITS_OWNER_AFTERWARDS -> {
                String edit = "UPDATE accounts SET owner = UPPER(owner) WHERE id = new.id AND owner <> UPPER(owner)";
                yield new String[] {after("INSERT", table, edit), after("UPDATE", table, edit)};
            }
            case CHANGES_VERSION_AFTERWARDS ->
                new String[] {
                    after(
                            "UPDATE",
                            table,
                            "UPDATE accounts SET version = version + 10 WHERE id = new.id AND version < 10")
                };
            default -> super.trigger(meddling, table);
        };
    }

    private static String after(String event, String table, String edit) {
        return "CREATE TRIGGER meddling_" + event + " AFTER " + event + " ON " + table
                + " REFERENCING NEW ROW AS new FOR EACH ROW MODE DB2SQL " + edit;
    }
}
