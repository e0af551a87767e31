package io.github.ifmatch;

import com.zaxxer.hikari.HikariConfig;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.Meddling;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** HSQLDB in memory, with multi-version rows; each instance is a database of its own. Thread-safe. */
final class HsqldbTestDatabase extends TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final Set<Feature> FEATURES = EnumSet.complementOf(EnumSet.of(
            Feature.INSERTED_ROW_RETURNED,
            Feature.UPDATED_ROW_RETURNED,
            Feature.DELETED_ROW_RETURNED,
            Feature.VALUES_CHECKED, // a smallint holds what an integer does
            Feature.EXACT_NUMBERS, // cut to the scale, not rounded
            Feature.TIMES_ROUNDED, // so are times
            Feature.AFTER_TRIGGERS, // an insert then answers no key
            Feature.ARRAYS, // their element types have names of their own
            Feature.NATIVE_ENUMS,
            Feature.MICROSECONDS, // the driver has a number of its own for the type of a timestamp with a zone
            Feature.WIDE_YEARS,
            Feature.MISSING_NAMED, // 42501 for both
            Feature.READ_UNCOMMITTED, // with multi-version rows it is READ COMMITTED, and says so
            Feature.SNAPSHOTS_WAIT, // fails at once
            Feature.INTERRUPTS_KEPT, // the driver waits for its turn, and loses the interrupt
            Feature.LOCKING_READS, // FOR UPDATE is taken, and locks nothing
            Feature.SKIP_LOCKED,
            Feature.LOCK_TIMEOUTS, // waits for ever
            Feature.PARTIAL_INDEXES,
            Feature.ROW_SECURITY,
            Feature.SUPPRESSING_TRIGGERS,
            Feature.SQL_TRIGGERS,
            Feature.OTHER_KEYS_KNOWN,
            Feature.COMPARED_COLUMNS,
            Feature.DETECTS_WRITE_SKEW,
            Feature.NAMES_DEADLOCKS,
            Feature.INTERRUPTIBLE,
            Feature.TRANSACTION_STATUS,
            Feature.BEGIN_SENT_APART,
            Feature.REMOTE));

    private final String url = "jdbc:hsqldb:mem:testkit" + NUMBER.incrementAndGet() + ";hsqldb.tx=mvcc";

    HsqldbTestDatabase() {
        super(Dialect.STANDARD);
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
            case "text" -> "longvarchar";
            case "numbered" -> super.word(word, argument) + " (START WITH 1)";
            default -> super.word(word, argument);
        };
    }

    @Override
    public void asReader(HikariConfig config, String table) {
        if (query("SELECT 1 FROM INFORMATION_SCHEMA.SYSTEM_USERS WHERE USER_NAME = 'READER'")
                .isEmpty()) {
            execute("CREATE USER reader PASSWORD 'reader'");
        }
        execute("GRANT SELECT ON " + table + " TO reader");
        config.setUsername("READER");
        config.setPassword("reader");
    }

    @Override
    protected String waitingSessions() {
        return "SELECT count(*) FROM INFORMATION_SCHEMA.SYSTEM_SESSIONS WHERE THIS_WAITING_FOR <> ''";
    }

    /** One for each event, where PostgreSQL has one for several. */
    @Override
    public String[] trigger(Meddling meddling, String table) {
        return switch (meddling) {
            case EDITS_OWNER ->
                new String[] {
                    before("INSERT", table, "SET new.owner = UPPER(new.owner)"),
                    before("UPDATE", table, "SET new.owner = UPPER(new.owner)")
                };
            case REFUSES -> {
                String refuse =
                        "IF new.owner = 'Nobody' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'nobody may own it'; END IF";
                yield new String[] {before("INSERT", table, refuse), before("UPDATE", table, refuse)};
            }
            case CHANGES_VERSION -> new String[] {before("UPDATE", table, "SET new.version = new.version + 10")};
            case LOWERS_VERSION -> new String[] {before("UPDATE", table, "SET new.version = new.version - 7")};
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
            case PRETENDS ->
                new String[] {
                    "CREATE TRIGGER meddling INSTEAD OF UPDATE ON " + table
                            + " REFERENCING NEW ROW AS new FOR EACH ROW UPDATE accounts SET id = id WHERE 1 = 0"
                };
            case SUPPRESSES, STAMPS_TIME -> super.trigger(meddling, table);
        };
    }

    private static String before(String event, String table, String edit) {
        return trigger("before", event, table, edit);
    }

    private static String after(String event, String table, String edit) {
        return trigger("after", event, table, edit);
    }

    private static String trigger(String time, String event, String table, String edit) {
        return "CREATE TRIGGER meddling_" + event + " " + time + " " + event + " ON " + table
                + " REFERENCING NEW ROW AS new FOR EACH ROW BEGIN ATOMIC " + edit + "; END";
    }
}
