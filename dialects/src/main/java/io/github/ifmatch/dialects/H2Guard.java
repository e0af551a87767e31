package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.dialect.TableGuard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * H2: a trigger in Java, {@link H2GuardTrigger}, which a server must have on its class path, and a constant, which says what it watches.
 *
 * <p>A DELETE proves itself by a variable of its session that holds the moment at which its statement began. It is set in the WHERE, which
 * H2 evaluates for each row right before its triggers; the trigger compares it, and empties it. The next statement begins at another
 * moment: what a DELETE leaves that fails in between proves nothing. Immutable.
 */
final class H2Guard implements TableGuard {

    /** Characters of a name ({@code Constants.MAX_IDENTIFIER_LENGTH}). */
    private static final int MOST = 256;

    private static final String VARIABLE = "@IFMATCH_DELETES";

    /** By name: the class needs H2, which need not be on this class path. */
    private static final String TRIGGER = "io.github.ifmatch.dialects.H2GuardTrigger";

    private static final String INSTALLED = """
            SELECT 'trigger', JAVA_CLASS FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ?1 AND EVENT_OBJECT_TABLE = ?2 AND TRIGGER_NAME = ?3
            UNION ALL SELECT 'constant', '' FROM INFORMATION_SCHEMA.CONSTANTS
            WHERE CONSTANT_SCHEMA = ?1 AND CONSTANT_NAME = ?3
            UNION ALL SELECT 'log', '' FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?1 AND TABLE_NAME = ?4""";

    /** A trigger stands there once for each of its events. */
    private static final String FORMER = """
            SELECT DISTINCT TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?
              AND TRIGGER_NAME LIKE 'ifmatch\\_guard\\_%' AND TRIGGER_NAME <> ? ORDER BY TRIGGER_NAME""";

    static final TableGuard INSTANCE = new H2Guard();

    private H2Guard() {}

    static String trigger(String table) {
        return GuardShape.name(table, "", MOST);
    }

    static String log(String table) {
        return GuardShape.name(table, "log", MOST);
    }

    /** A query of whether the statement that is being executed has proved itself; the proof is used up. */
    static String proof(String trigger) {
        return "SELECT " + VARIABLE + " = " + moment(trigger) + ", SET(" + VARIABLE + ", NULL)";
    }

    private static String moment(String trigger) {
        return TableGuard.literal(trigger + " ") + " || CURRENT_TIMESTAMP(9)";
    }

    @Override
    public String delete(String table, String condition, String version, CatalogName name) {
        return "DELETE FROM " + table + " WHERE " + condition + " AND SET(" + VARIABLE + ", "
                + moment(trigger(name.table())) + ") IS NOT NULL";
    }

    @Override
    public List<Part> parts(GuardShape shape) {
        CatalogName table = shape.table();
        String trigger = SqlNames.qualified(table.schema(), trigger(table.table()));
        List<Part> parts = new ArrayList<>();
        if (shape.mode() == GuardShape.Mode.REPORTING) {
            parts.add(log(table));
        }
        String watched = new H2Watched(shape).text();
        parts.add(Part.of(
                "constant",
                watched,
                "CREATE CONSTANT " + trigger + " VALUE " + TableGuard.literal(watched),
                "DROP CONSTANT IF EXISTS " + trigger));
        parts.add(Part.of(
                "trigger",
                TRIGGER,
                "CREATE TRIGGER " + trigger + " BEFORE UPDATE, DELETE ON "
                        + SqlNames.qualified(table.schema(), table.table())
                        + " FOR EACH ROW CALL '" + TRIGGER + "'",
                "DROP TRIGGER IF EXISTS " + trigger));
        return parts;
    }

    /** Whoever may write the table may note it: a trigger has the rights of its session. */
    private static Part log(CatalogName table) {
        String log = SqlNames.qualified(table.schema(), log(table.table()));
        return new Part(
                "log",
                "",
                List.of(
                        "CREATE TABLE IF NOT EXISTS " + log + " (happened_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,"
                                + " session INTEGER, statement VARCHAR(10) NOT NULL, db_user VARCHAR, application VARCHAR)",
                        "GRANT INSERT ON " + log + " TO PUBLIC"),
                "DROP TABLE IF EXISTS " + log,
                true);
    }

    @Override
    public Map<String, String> installed(Connection connection, GuardShape shape) throws SQLException {
        CatalogName table = shape.table();
        Map<String, String> installed = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(INSTALLED)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            query.setString(3, trigger(table.table()));
            query.setString(4, log(table.table()));
            try (ResultSet part = query.executeQuery()) {
                while (part.next()) {
                    installed.put(part.getString(1), String.valueOf(part.getString(2)));
                }
            }
        }
        if (installed.containsKey("constant")) {
            installed.put(
                    "constant",
                    watched(connection, table.schema(), trigger(table.table())).orElse(""));
        }
        return installed;
    }

    /** The constant of such a trigger is called as the trigger. */
    @Override
    public List<Part> formerParts(Connection connection, GuardShape shape) throws SQLException {
        CatalogName table = shape.table();
        List<Part> former = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FORMER)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            query.setString(3, trigger(table.table()));
            try (ResultSet trigger = query.executeQuery()) {
                while (trigger.next()) {
                    String name = SqlNames.qualified(table.schema(), trigger.getString(1));
                    former.add(Part.former("trigger " + trigger.getString(1), "DROP TRIGGER IF EXISTS " + name));
                    former.add(Part.former("constant " + trigger.getString(1), "DROP CONSTANT IF EXISTS " + name));
                }
            }
        }
        return former;
    }

    /** What the constant holds, which is called as the trigger. */
    static Optional<String> watched(Connection connection, @Nullable String schema, String trigger)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("SELECT " + SqlNames.qualified(schema, trigger))) {
            return value.next() ? Optional.ofNullable(value.getString(1)) : Optional.empty();
        }
    }
}
