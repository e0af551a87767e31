package io.github.ifmatch;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.Meddling;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Derby in memory; each instance is a database of its own. Thread-safe. */
final class DerbyTestDatabase extends TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final Set<Feature> FEATURES = EnumSet.of(
            Feature.VALUES_CHECKED,
            Feature.EXACT_TEXTS,
            Feature.FOREIGN_KEYS,
            Feature.CHECK_CONSTRAINTS,
            Feature.GENERATED_COLUMNS,
            Feature.NUMBERED_PARTS,
            Feature.SCHEMAS,
            Feature.FOLDED_NAMES,
            Feature.AFTER_TRIGGERS,
            Feature.READ_COMMITTED,
            Feature.REPEATABLE_READ,
            Feature.SERIALIZABLE,
            Feature.CONCURRENT_WRITERS,
            Feature.WAITS_KNOWN,
            Feature.SURVIVES_ERRORS);

    static {
        System.setProperty("derby.stream.error.method", DerbyTestDatabase.class.getName() + ".nowhere");
        System.setProperty("derby.locks.waitTimeout", "10");
        System.setProperty("derby.locks.deadlockTimeout", "1");
    }

    private final String url = "jdbc:derby:memory:testkit" + NUMBER.incrementAndGet() + ";create=true";

    DerbyTestDatabase() {
        super(Dialect.STANDARD);
    }

    /** Where Derby writes what it would write into a file of its own. */
    public static java.io.OutputStream nowhere() {
        return java.io.OutputStream.nullOutputStream();
    }

    @Override
    protected String url() {
        return url;
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    @Override
    protected String word(String word, String argument) {
        return switch (word) {
            case "binary" -> "varchar(" + argument + ") FOR BIT DATA";
            case "uuid" -> "char(36)";
            case "time", "timestamp" -> word;
            case "instant" -> "timestamp";
            default -> super.word(word, argument);
        };
    }

    @Override
    public void drop(String... tables) {
        for (String table : tables) {
            if (query("SELECT 1 FROM SYS.SYSTABLES JOIN SYS.SYSSCHEMAS USING (SCHEMAID) WHERE TABLENAME = '"
                            + stored(table) + "' AND SCHEMANAME = CURRENT SCHEMA")
                    .isEmpty()) {
                continue;
            }
            execute("DROP TABLE " + table);
        }
    }

    private String stored(String table) {
        String name = sql(table);
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name.toUpperCase(java.util.Locale.ROOT);
    }

    @Override
    protected String waitingSessions() {
        return "SELECT count(*) FROM SYSCS_DIAG.LOCK_TABLE WHERE STATE = 'WAIT'";
    }

    @Override
    public String[] trigger(Meddling meddling, String table) {
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
