package io.github.ifmatch;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.Meddling;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Derby in memory; each instance is a database of its own. Thread-safe. */
final class DerbyTestDatabase extends TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final Set<Feature> FEATURES = EnumSet.of(
            Feature.VALUES_CHECKED,
            Feature.EXACT_NUMBERS,
            Feature.SCALED_NUMBERS,
            Feature.INTEGER_WIDTHS,
            Feature.CHAR_PADDED,
            Feature.BLANKS_IGNORED,
            Feature.NUMBERED_PARTS,
            Feature.SCHEMAS,
            Feature.FOLDED_NAMES,
            Feature.AFTER_TRIGGERS,
            Feature.MISSING_NAMED,
            Feature.READ_COMMITTED,
            Feature.REPEATABLE_READ,
            Feature.SERIALIZABLE,
            Feature.CONCURRENT_WRITERS,
            Feature.LOCKING_READS,
            Feature.INTERRUPTS_KEPT,
            Feature.WAITS_KNOWN);

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
    public static OutputStream nowhere() {
        return OutputStream.nullOutputStream();
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
            case "length" -> "length(" + argument + ")";
            case "time", "timestamp" -> word;
            case "instant" -> "timestamp";
            default -> super.word(word, argument);
        };
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

    @Override
    public void rename(String table, String name) {
        execute("RENAME TABLE " + table + " TO " + name);
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
