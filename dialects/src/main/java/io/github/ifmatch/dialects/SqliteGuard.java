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

/**
 * SQLite, which has neither variables nor functions that a trigger could ask. A row is deleted by an UPDATE that lifts its version by 2^62: a
 * trigger then deletes the row, and no other row can be deleted. So there is nothing that could stay open. Where the trigger is gone
 * meanwhile, no row is met. (A version below 0 would do as well, but for a column that is checked to be above it.)
 *
 * <p>REPLACE deletes without a trigger. What an INSERT meets is noted before it, in a table of one row, and compared after it, which only comes if
 * the row was made after all. Immutable.
 */
final class SqliteGuard implements TableGuard {

    private static final int MOST = Integer.MAX_VALUE;

    /** What no counter comes to. */
    private static final String LIFT = "4611686018427387904";

    static final TableGuard INSTANCE = new SqliteGuard();

    private SqliteGuard() {}

    /** The name of the trigger that deletes a row whose version was lifted. */
    static String liftedTrigger(String table) {
        return GuardShape.name(table, "lifted", MOST);
    }

    @Override
    public String delete(String table, String condition, String version, CatalogName name) {
        return "UPDATE " + table + " SET " + version + " = COALESCE(" + version + ", 0) + " + LIFT + " WHERE "
                + condition
                + " AND EXISTS (SELECT 1 FROM " + SqlNames.qualified(name.schema(), "sqlite_master")
                + " WHERE type = 'trigger' AND name = " + TableGuard.literal(liftedTrigger(name.table())) + ")";
    }

    /** The row that an UPDATE answers is at the lifted version. */
    @Override
    public boolean deletesByDelete() {
        return false;
    }

    @Override
    public List<Part> parts(GuardShape shape) {
        return shape.mode() == GuardShape.Mode.ADVANCING ? advancing(shape) : watching(shape);
    }

    private static List<Part> advancing(GuardShape shape) {
        String version = SqlNames.quoted(shape.version());
        List<String> all = new ArrayList<>(shape.versioned());
        all.addAll(shape.id());
        return List.of(
                trigger(
                        shape,
                        "other versions",
                        "set",
                        "BEFORE UPDATE",
                        "NEW." + version + " IS NOT OLD." + version + " AND " + isNotNext(version),
                        refusal(TableGuard.updateRefused(shape.table().table()))),
                trigger(
                        shape,
                        "UPDATE",
                        "update",
                        "AFTER UPDATE",
                        "NEW." + version + " IS OLD." + version + " AND " + differs(all),
                        "UPDATE " + SqlNames.quoted(shape.table().table()) + " SET " + version + " = COALESCE(OLD."
                                + version + ", 0) + 1 WHERE " + isRow(shape)));
    }

    private static List<Part> watching(GuardShape shape) {
        String version = SqlNames.quoted(shape.version());
        String name = shape.table().table();
        List<String> watched = new ArrayList<>(shape.versioned());
        watched.add(shape.version());
        String isLifted = "NEW." + version + " IS COALESCE(OLD." + version + ", 0) + " + LIFT;
        String met = name(shape, "met");
        List<Part> parts = new ArrayList<>();
        if (shape.mode() == GuardShape.Mode.REPORTING) {
            parts.add(log(shape));
        }
        parts.add(Part.of(
                "table of one row",
                "",
                "CREATE TABLE IF NOT EXISTS " + met + " AS SELECT CAST(NULL AS TEXT) AS met",
                "DROP TABLE IF EXISTS " + met));
        parts.add(trigger(
                shape,
                "UPDATE",
                "update",
                "BEFORE UPDATE",
                differs(shape.id()) + " OR " + isNotNext(version) + " AND NOT (" + isLifted + ") AND "
                        + differs(watched),
                objection(shape, "UPDATE", TableGuard.updateRefused(name))));
        parts.add(trigger(
                shape,
                "lifted versions",
                "lifted",
                "AFTER UPDATE",
                isLifted,
                "DELETE FROM " + SqlNames.quoted(name) + " WHERE " + isRow(shape)));
        parts.add(trigger(
                shape,
                "DELETE",
                "delete",
                "BEFORE DELETE",
                "COALESCE(OLD." + version + ", 0) < " + LIFT,
                objection(shape, "DELETE", TableGuard.deleteRefused(name))));
        String one = SqlNames.quoted(GuardShape.name(name, "met", MOST));
        String stands = "(SELECT " + key(shape, "") + " FROM " + SqlNames.quoted(name) + " WHERE " + isRow(shape) + ")";
        parts.add(trigger(
                shape,
                "what is met",
                "before",
                "BEFORE INSERT",
                "(SELECT met FROM " + one + ") IS NOT " + stands,
                "UPDATE " + one + " SET met = " + stands));
        parts.add(trigger(
                shape,
                "REPLACE",
                "after",
                "AFTER INSERT",
                "(SELECT met FROM " + one + ") IS " + key(shape, "NEW."),
                objection(shape, "REPLACE", TableGuard.deleteRefused(name))));
        return parts;
    }

    private static Part log(GuardShape shape) {
        String log = name(shape, "log");
        return new Part(
                "log",
                "",
                List.of(
                        "CREATE TABLE IF NOT EXISTS " + log
                                + " (happened_at TEXT NOT NULL, session INTEGER, statement TEXT NOT NULL, db_user TEXT, application TEXT)"),
                "DROP TABLE IF EXISTS " + log,
                true);
    }

    /** A body of a trigger names no schema: it stays in its own. */
    private static String objection(GuardShape shape, String event, String message) {
        return shape.mode() == GuardShape.Mode.REFUSING
                ? refusal(message)
                : "INSERT INTO " + SqlNames.quoted(GuardShape.name(shape.table().table(), "log", MOST))
                        + " (happened_at, statement) VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), '" + event + "')";
    }

    private static String refusal(String message) {
        return "SELECT RAISE(ABORT, " + TableGuard.literal(message) + ")";
    }

    private static String isNotNext(String version) {
        return "NEW." + version + " IS NOT COALESCE(OLD." + version + ", 0) + 1";
    }

    /** As bytes, whatever the column's own collation takes for one. */
    private static String differs(List<String> columns) {
        return columns.stream()
                .map(SqlNames::quoted)
                .map(name -> "NEW." + name + " IS NOT OLD." + name + " COLLATE BINARY")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String isRow(GuardShape shape) {
        return shape.id().stream()
                .map(SqlNames::quoted)
                .map(name -> name + " = NEW." + name)
                .collect(Collectors.joining(" AND "));
    }

    private static String key(GuardShape shape, String row) {
        return shape.id().stream()
                .map(name -> "quote(" + row + SqlNames.quoted(name) + ")")
                .collect(Collectors.joining(" || ',' || "));
    }

    /** The catalogue keeps the text from the name on, without the schema. */
    private static Part trigger(
            GuardShape shape, String what, String part, String event, String when, String statement) {
        String text = SqlNames.quoted(GuardShape.name(shape.table().table(), part, MOST)) + " " + event + " ON "
                + SqlNames.quoted(shape.table().table()) + " FOR EACH ROW WHEN " + when + " BEGIN " + statement
                + "; END";
        String schema = shape.table().schema() == null
                ? ""
                : SqlNames.quoted(shape.table().schema()) + ".";
        return Part.of(
                "trigger for " + what,
                "CREATE TRIGGER " + text,
                "CREATE TRIGGER " + schema + text,
                "DROP TRIGGER IF EXISTS " + name(shape, part));
    }

    private static String name(GuardShape shape, String part) {
        return SqlNames.qualified(
                shape.table().schema(), GuardShape.name(shape.table().table(), part, MOST));
    }

    /** What of a guard of this name is called how, by that name. */
    private static Map<String, String> keys(GuardShape shape) {
        String table = shape.table().table();
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(GuardShape.name(table, "log", MOST), "log");
        keys.put(GuardShape.name(table, "met", MOST), "table of one row");
        for (GuardShape.Mode mode : GuardShape.Mode.values()) {
            for (Part part : INSTANCE.parts(shape.in(mode))) {
                if (part.definition().startsWith("CREATE TRIGGER ")) {
                    String name = part.definition().substring("CREATE TRIGGER \"".length());
                    keys.put(name.substring(0, name.indexOf("\" ")).replace("\"\"", "\""), part.key());
                }
            }
        }
        return keys;
    }

    private static String schema(GuardShape shape) {
        return shape.table().schema() == null ? "main" : shape.table().schema();
    }

    @Override
    public Map<String, String> installed(Connection connection, GuardShape shape) throws SQLException {
        Map<String, String> keys = keys(shape);
        Map<String, String> installed = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT name, type, sql FROM " + SqlNames.quoted(schema(shape)) + ".sqlite_master");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                String key = keys.get(found.getString(1));
                if (key != null) {
                    installed.put(key, found.getString(2).equals("trigger") ? found.getString(3) : "");
                }
            }
        }
        return installed;
    }

    @Override
    public List<Part> formerParts(Connection connection, GuardShape shape) throws SQLException {
        Map<String, String> keys = keys(shape);
        List<Part> former = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM " + SqlNames.quoted(schema(shape))
                + ".sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
                + " AND substr(name, 1, 14) = 'ifmatch_guard_' ORDER BY name")) {
            query.setString(1, shape.table().table());
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    String name = found.getString(1);
                    if (!keys.containsKey(name)) {
                        former.add(Part.former(
                                "trigger " + name,
                                "DROP TRIGGER IF EXISTS " + SqlNames.qualified(schema(shape), name)));
                    }
                }
            }
        }
        return former;
    }
}
