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
import java.util.stream.Stream;

/**
 * PostgreSQL: triggers whose WHEN lets through what is right, so that their function is called only for what is not.
 *
 * <p>A DELETE proves itself by a setting of its transaction that holds the moment at which its statement began. It is set in the WHERE: a
 * volatile condition is evaluated for each row that meets the others, and so before the triggers of the first row that is deleted. The next
 * statement begins at another moment, so that the setting proves nothing any more, in the same transaction too; and what a trigger deletes, or a
 * key that cascades, is as many triggers deeper. Immutable.
 */
final class PostgresGuard implements TableGuard {

    /** Bytes of a name ({@code NAMEDATALEN} - 1). */
    private static final int MOST = 63;

    /** The words around the moment do not depend on a setting that a function could have of its own. */
    private static final String MOMENT = "extract(epoch FROM statement_timestamp())";

    private static final String INSTALLED = """
            SELECT 'trigger for ' || e.event, CASE WHEN t.tgenabled IN ('O', 'A')
                THEN COALESCE(obj_description(t.oid, 'pg_trigger'), '') ELSE 'disabled' END
            FROM pg_trigger t JOIN (VALUES (?, 'UPDATE'), (?, 'DELETE'), (?, 'TRUNCATE')) e (name, event) ON e.name = t.tgname
            WHERE t.tgrelid = to_regclass(?)
            UNION ALL SELECT 'function', p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = ? AND p.proname = ?
            UNION ALL SELECT 'log', '' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?""";

    /** A partition's triggers are of its parent's guard, and proved to by the parent's name. */
    private static final String FORMER = """
            SELECT t.tgname FROM pg_trigger t
            WHERE t.tgrelid = to_regclass(?) AND NOT t.tgisinternal AND t.tgparentid = 0
              AND starts_with(t.tgname, 'ifmatch_guard_') AND t.tgname NOT IN (?, ?, ?) ORDER BY t.tgname""";

    static final TableGuard INSTANCE = new PostgresGuard();

    private PostgresGuard() {}

    /** The name of the trigger that tells that DELETEs of the table must prove themselves. */
    static String deleteTrigger(String table) {
        return GuardShape.name(table, "delete", MOST);
    }

    @Override
    public String delete(String table, String condition, String version, CatalogName name) {
        return "DELETE FROM " + table + " WHERE " + condition + " AND set_config('ifmatch.deletes', " + proof(name)
                + ", true) IS NOT NULL";
    }

    private static String proof(CatalogName name) {
        return "concat(" + TableGuard.literal(name.table() + " ") + ", pg_trigger_depth(), ' ', " + MOMENT + ")";
    }

    @Override
    public List<Part> parts(GuardShape shape) {
        List<Part> parts = new ArrayList<>();
        if (shape.mode() == GuardShape.Mode.REPORTING) {
            parts.add(log(shape));
        }
        String body = body(shape);
        String security = shape.mode() == GuardShape.Mode.REPORTING ? " SECURITY DEFINER" : "";
        parts.add(Part.of(
                "function",
                body,
                "CREATE OR REPLACE FUNCTION " + function(shape) + "() RETURNS trigger LANGUAGE plpgsql" + security
                        + " SET search_path = pg_catalog, pg_temp AS $ifmatch$" + body + "$ifmatch$",
                "DROP FUNCTION IF EXISTS " + function(shape) + "()"));
        parts.add(trigger(shape, "UPDATE", " FOR EACH ROW WHEN (" + forgetsVersion(shape) + ")"));
        if (shape.mode() != GuardShape.Mode.ADVANCING) {
            parts.add(trigger(
                    shape,
                    "DELETE",
                    " FOR EACH ROW WHEN (current_setting('ifmatch.deletes', true) IS DISTINCT FROM "
                            + proof(shape.table()) + ")"));
            parts.add(trigger(shape, "TRUNCATE", " FOR EACH STATEMENT"));
        }
        return parts;
    }

    private static Part log(GuardShape shape) {
        String log = log(shape.table());
        return new Part(
                "log",
                "",
                List.of("CREATE TABLE IF NOT EXISTS " + log
                        + " (happened_at timestamptz NOT NULL, session integer NOT NULL, statement text NOT NULL, db_user text,"
                        + " application text, PRIMARY KEY (happened_at, session, statement))"),
                "DROP TABLE IF EXISTS " + log,
                true);
    }

    /** Columns may be of types that have no equality, such as json: so images are compared. */
    private static String forgetsVersion(GuardShape shape) {
        List<String> watched = new ArrayList<>(shape.versioned());
        watched.add(shape.version());
        String version = SqlNames.quoted(shape.version());
        String isNext = "NEW." + version + " IS NOT DISTINCT FROM COALESCE(OLD." + version + ", 0) + CAST(1 AS bigint)";
        String forgets = "NOT (" + isNext + ") AND " + differs(watched);
        return shape.mode() == GuardShape.Mode.ADVANCING
                ? forgets + " OR NOT (" + isNext + ") AND " + differs(shape.id())
                : differs(shape.id()) + " OR " + forgets;
    }

    private static String differs(List<String> columns) {
        return image("OLD.", columns) + " *<> " + image("NEW.", columns);
    }

    private static String image(String row, List<String> columns) {
        return columns.stream()
                .map(column -> row + SqlNames.quoted(column))
                .collect(Collectors.joining(", ", "CAST(ROW(", ") AS record)"));
    }

    private static String body(GuardShape shape) {
        String table = shape.table().table();
        String version = SqlNames.quoted(shape.version());
        return switch (shape.mode()) {
            case REFUSING ->
                " BEGIN RAISE EXCEPTION USING ERRCODE = '" + REFUSAL_STATE
                        + "', MESSAGE = CASE TG_OP WHEN 'UPDATE' THEN "
                        + TableGuard.literal(TableGuard.updateRefused(table)) + " WHEN 'DELETE' THEN "
                        + TableGuard.literal(TableGuard.deleteRefused(table)) + " ELSE "
                        + TableGuard.literal(TableGuard.truncateRefused(table)) + " END; END ";
            case ADVANCING -> " BEGIN NEW." + version + " := COALESCE(OLD." + version + ", 0) + 1; RETURN NEW; END ";
            case REPORTING ->
                " BEGIN INSERT INTO " + log(shape.table())
                        + " VALUES (statement_timestamp(), pg_backend_pid(), TG_OP, session_user,"
                        + " current_setting('application_name', true)) ON CONFLICT DO NOTHING;"
                        + " IF TG_OP = 'UPDATE' THEN RETURN NEW; ELSIF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NULL; END ";
        };
    }

    /** What the comment says tells one trigger from another: a trigger's own text is not kept as it was given. */
    private static Part trigger(GuardShape shape, String event, String when) {
        String name = SqlNames.quoted(name(shape, event));
        String table = table(shape.table());
        String create = "CREATE TRIGGER " + name + " BEFORE " + event + " ON " + table + when + " EXECUTE FUNCTION "
                + function(shape) + "()";
        String comment = "made by Ifmatch, " + Integer.toHexString(create.hashCode());
        return new Part(
                "trigger for " + event,
                comment,
                List.of(create, "COMMENT ON TRIGGER " + name + " ON " + table + " IS " + TableGuard.literal(comment)),
                "DROP TRIGGER IF EXISTS " + name + " ON " + table,
                false);
    }

    private static String name(GuardShape shape, String event) {
        return switch (event) {
            case "DELETE" -> deleteTrigger(shape.table().table());
            case "UPDATE" -> GuardShape.name(shape.table().table(), "update", MOST);
            default -> GuardShape.name(shape.table().table(), "truncate", MOST);
        };
    }

    private static String table(CatalogName table) {
        return SqlNames.qualified(table.schema(), table.table());
    }

    private static String function(GuardShape shape) {
        return SqlNames.qualified(
                shape.table().schema(), GuardShape.name(shape.table().table(), "", MOST));
    }

    private static String log(CatalogName table) {
        return SqlNames.qualified(table.schema(), GuardShape.name(table.table(), "log", MOST));
    }

    @Override
    public Map<String, String> installed(Connection connection, GuardShape shape) throws SQLException {
        String table = shape.table().table();
        String schema = String.valueOf(shape.table().schema());
        List<String> values = Stream.concat(
                        Stream.of("UPDATE", "DELETE", "TRUNCATE").map(event -> name(shape, event)),
                        Stream.of(
                                table(shape.table()),
                                schema,
                                GuardShape.name(table, "", MOST),
                                schema,
                                GuardShape.name(table, "log", MOST)))
                .toList();
        Map<String, String> installed = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(INSTALLED)) {
            for (int i = 0; i < values.size(); i++) {
                query.setString(i + 1, values.get(i));
            }
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
        String table = table(shape.table());
        List<Part> former = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FORMER)) {
            query.setString(1, table);
            query.setString(2, name(shape, "UPDATE"));
            query.setString(3, name(shape, "DELETE"));
            query.setString(4, name(shape, "TRUNCATE"));
            try (ResultSet trigger = query.executeQuery()) {
                while (trigger.next()) {
                    String name = trigger.getString(1);
                    former.add(Part.former(
                            "trigger " + name, "DROP TRIGGER IF EXISTS " + SqlNames.quoted(name) + " ON " + table));
                }
            }
        }
        return former;
    }
}
