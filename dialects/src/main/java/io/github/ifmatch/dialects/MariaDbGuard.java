package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.dialect.TableGuard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB and MySQL: a trigger for UPDATE, and one for DELETE.
 *
 * <p>A DELETE proves itself by a variable of its session that holds the moment at which its statement began, which in a trigger is that of the
 * statement that fired it (MariaDB, "NOW": "within a stored function or trigger"). It is set in the WHERE, which is evaluated for each row before the
 * trigger. The next statement begins at another moment, so that what is left in the session proves nothing. Immutable.
 */
final class MariaDbGuard implements TableGuard {

    /** A name may have 64 characters: of ASCII, if it is counted in bytes. */
    private static final int MOST = 64;

    private static final String MOMENT = "UNIX_TIMESTAMP(NOW(6))";

    private static final String INSTALLED = """
            SELECT CONCAT('trigger for ', EVENT_MANIPULATION), ACTION_STATEMENT FROM information_schema.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND TRIGGER_NAME IN (?, ?)
            UNION ALL SELECT 'log', '' FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?""";

    private static final String FORMER = """
            SELECT TRIGGER_NAME FROM information_schema.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?
              AND TRIGGER_NAME LIKE 'ifmatch\\_guard\\_%' AND TRIGGER_NAME NOT IN (?, ?) ORDER BY TRIGGER_NAME""";

    static final TableGuard INSTANCE = new MariaDbGuard();

    private MariaDbGuard() {}

    /** The name of the trigger that tells that DELETEs of the table must prove themselves. */
    static String deleteTrigger(String table) {
        return GuardShape.name(table, "delete", MOST);
    }

    @Override
    public String delete(String table, String condition, String version, CatalogName name) {
        return "DELETE FROM " + table + " WHERE " + condition + " AND (" + variable(name) + " := " + MOMENT + ") > 0";
    }

    private static String variable(CatalogName table) {
        return "@" + quoted(GuardShape.name(table.table(), "deletes", MOST));
    }

    @Override
    public List<Part> parts(GuardShape shape) {
        List<Part> parts = new ArrayList<>();
        if (shape.mode() == GuardShape.Mode.REPORTING) {
            parts.add(log(shape.table()));
        }
        String version = quoted(shape.version());
        String then = shape.mode() == GuardShape.Mode.ADVANCING
                ? "SET NEW." + version + " = COALESCE(OLD." + version + ", 0) + 1"
                : objection(
                        shape, "UPDATE", TableGuard.updateRefused(shape.table().table()));
        parts.add(trigger(shape, "UPDATE", forgetsVersion(shape), then));
        if (shape.mode() != GuardShape.Mode.ADVANCING) {
            String variable = variable(shape.table());
            parts.add(trigger(
                    shape,
                    "DELETE",
                    variable + " IS NULL OR " + variable + " <> " + MOMENT,
                    objection(
                            shape,
                            "DELETE",
                            TableGuard.deleteRefused(shape.table().table()))));
        }
        return parts;
    }

    private static Part log(CatalogName table) {
        String log = log(table.catalog(), table.table());
        return new Part(
                "log",
                "",
                List.of(
                        "CREATE TABLE IF NOT EXISTS " + log
                                + " (happened_at DATETIME(6) NOT NULL, session BIGINT NOT NULL, statement VARCHAR(10) NOT NULL,"
                                + " db_user VARCHAR(255), application VARCHAR(255), PRIMARY KEY (happened_at, session, statement))"),
                "DROP TABLE IF EXISTS " + log,
                true);
    }

    private static String log(@Nullable String database, String table) {
        return qualified(database, GuardShape.name(table, "log", MOST));
    }

    private static String objection(GuardShape shape, String event, String message) {
        return shape.mode() == GuardShape.Mode.REFUSING
                ? "SIGNAL SQLSTATE '" + REFUSAL_STATE + "' SET MESSAGE_TEXT = " + literal(message)
                : "INSERT IGNORE INTO "
                        + log(shape.table().catalog(), shape.table().table())
                        + " (happened_at, session, statement, db_user) VALUES (NOW(6), CONNECTION_ID(), '" + event
                        + "', USER())";
    }

    private static String forgetsVersion(GuardShape shape) {
        List<String> watched = new ArrayList<>(shape.versioned());
        watched.add(shape.version());
        String version = quoted(shape.version());
        String isNext = "NEW." + version + " <=> COALESCE(OLD." + version + ", 0) + 1";
        String forgets = "NOT (" + isNext + ") AND " + differs(watched);
        return shape.mode() == GuardShape.Mode.ADVANCING
                ? "NOT (" + isNext + ") AND (" + differs(watched) + " OR " + differs(shape.id()) + ")"
                : differs(shape.id()) + " OR " + forgets;
    }

    /** Texts that a collation takes for one differ as bytes, and numbers of floating point may show the same digits. */
    private static String differs(List<String> columns) {
        return columns.stream()
                .map(MariaDbGuard::quoted)
                .map(name -> "NOT (OLD." + name + " <=> NEW." + name + " AND BINARY OLD." + name + " <=> BINARY NEW."
                        + name + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static Part trigger(GuardShape shape, String event, String when, String then) {
        String name = qualified(shape.table().catalog(), name(shape, event));
        String body = "BEGIN IF " + when + " THEN " + then + "; END IF; END";
        return Part.of(
                "trigger for " + event,
                body,
                "CREATE TRIGGER " + name + " BEFORE " + event + " ON "
                        + qualified(shape.table().catalog(), shape.table().table()) + " FOR EACH ROW " + body,
                "DROP TRIGGER IF EXISTS " + name);
    }

    private static String name(GuardShape shape, String event) {
        String table = shape.table().table();
        return event.equals("DELETE") ? deleteTrigger(table) : GuardShape.name(table, "update", MOST);
    }

    private static String qualified(@Nullable String database, String name) {
        return database == null ? quoted(name) : quoted(database) + "." + quoted(name);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String literal(String text) {
        return TableGuard.literal(text.replace("\\", "\\\\"));
    }

    @Override
    public Map<String, String> installed(Connection connection, GuardShape shape) throws SQLException {
        CatalogName table = shape.table();
        Map<String, String> installed = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(INSTALLED)) {
            query.setString(1, table.catalog());
            query.setString(2, table.table());
            query.setString(3, name(shape, "UPDATE"));
            query.setString(4, name(shape, "DELETE"));
            query.setString(5, table.catalog());
            query.setString(6, GuardShape.name(table.table(), "log", MOST));
            try (ResultSet part = query.executeQuery()) {
                while (part.next()) {
                    installed.put(part.getString(1), part.getString(2));
                }
            }
        }
        return installed;
    }

    @Override
    public List<Part> formerParts(Connection connection, GuardShape shape) throws SQLException {
        CatalogName table = shape.table();
        List<Part> former = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FORMER)) {
            query.setString(1, table.catalog());
            query.setString(2, table.table());
            query.setString(3, name(shape, "UPDATE"));
            query.setString(4, name(shape, "DELETE"));
            try (ResultSet trigger = query.executeQuery()) {
                while (trigger.next()) {
                    String name = trigger.getString(1);
                    former.add(Part.former(
                            "trigger " + name, "DROP TRIGGER IF EXISTS " + qualified(table.catalog(), name)));
                }
            }
        }
        return former;
    }
}
