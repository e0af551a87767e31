package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BaseTable;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.verify.Finding;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads PostgreSQL's own catalogue, which knows more than JDBC tells. */
final class PostgresCatalog {

    /**
     * The table that the search path leads to, temporary ones included. A rule for INSERT or UPDATE forbids ON CONFLICT (manual,
     * "CREATE RULE"). Bits of {@code tgtype} (catalog/pg_trigger.h): 2 is BEFORE, 64 INSTEAD OF, 4 INSERT, 16 UPDATE; a trigger
     * that is neither of the first two runs after the write, for each row or for the statement, and what its function does cannot be
     * known. Those of foreign keys are internal. One that is deferred runs at commit, after any look. What triggers there are
     * below a view, and on tables that inherit, is not looked into: such rows are read back, too.
     */
    private static final String TABLE = """
            SELECT n.nspname, c.relname,
              NOT EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.ev_type IN ('2', '3')),
              c.relkind = 'v' OR o.inherited OR EXISTS (SELECT FROM pg_trigger t
                WHERE (t.tgrelid = c.oid OR c.relkind = 'p' AND t.tgrelid IN (SELECT relid FROM pg_partition_tree(c.oid)))
                  AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 66 = 0 AND t.tgtype & 20 <> 0),
              c.oid || ':' || (SELECT string_agg(a.attname || ' ' || a.atttypid || ' ' || a.atttypmod, ',' ORDER BY a.attnum)
                FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
              o.inherited,
              EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = ? AND t.tgenabled <> 'D'),
              c.relkind = 'p' AND NOT EXISTS (SELECT FROM pg_partition_tree(c.oid) p JOIN pg_class f ON f.oid = p.relid WHERE f.relkind = 'f')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
              LATERAL (SELECT c.relkind <> 'p' AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) AS inherited) o
            WHERE c.oid = to_regclass(?)""";

    /**
     * The keys, by their own columns without those that are only included. A deferrable one over the same columns would be
     * chosen as arbiter, too, and refused.
     */
    private static final String KEYS = """
            SELECT ARRAY(SELECT a.attname::text FROM pg_attribute a
              WHERE a.attrelid = i.indrelid AND a.attnum = ANY((i.indkey::int2[])[0:i.indnkeyatts - 1]) ORDER BY 1),
              i.indimmediate
            FROM pg_index i WHERE i.indrelid = to_regclass(?) AND i.indisunique AND i.indisvalid AND i.indisready
              AND i.indpred IS NULL AND i.indexprs IS NULL""";

    /**
     * Of a plain table that hides no row from this user, has no rule and no trigger but a guard's, and no unique index without all
     * columns of the id: one over some rows, or one that is not valid yet, is broken like any other.
     */
    private static final String MEETS_ITS_ID = """
            SELECT FROM pg_class c
            WHERE c.oid = to_regclass(?) AND c.relkind = 'r' AND NOT row_security_active(c.oid)
              AND NOT EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid)
              AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
                AND NOT starts_with(t.tgname, 'ifmatch_guard_'))
              AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique
                AND NOT ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid
                  AND a.attnum = ANY((i.indkey::int2[])[0:i.indnkeyatts - 1])) @> ?)""";

    /** Whether the server is a standby, whether policies hide rows from this user, and which columns of the id have several spellings. */
    private static final String FINDINGS = """
            SELECT pg_is_in_recovery(), row_security_active(c.oid),
              ARRAY(SELECT a.attname || ':' || CASE WHEN t.typname IN ('citext', 'bpchar') THEN t.typname ELSE l.collname END
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation l ON l.oid = a.attcollation
                WHERE a.attrelid = c.oid AND a.attname = ANY(?)
                  AND (t.typname IN ('citext', 'bpchar') OR NOT l.collisdeterministic) ORDER BY a.attnum),
              (SELECT min(CAST(CAST(a.atttypid AS regtype) AS text)) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = c.oid AND a.attname = ANY(?) AND t.typname = 'citext')
            FROM pg_class c WHERE c.oid = to_regclass(?)""";

    /**
     * The one relation of a view that is updatable by itself, and not by rules or triggers (28: {@code UPDATE}, {@code INSERT} and {@code
     * DELETE}, as in {@code nodes/nodes.h}). Where each of its columns comes from stands in its rule alone, as the server prints it ({@code
     * TargetEntry}, {@code nodes/primnodes.h}): of a rule with more such entries than the view has columns, some are of a query inside, or only for
     * its order, and nothing is said.
     */
    private static final String BASE = """
            SELECT n.nspname, t.relname, shown.attname, kept.attname
            FROM pg_class v JOIN pg_rewrite r ON r.ev_class = v.oid AND r.ev_type = '1',
              LATERAL regexp_matches(CAST(r.ev_action AS text), ':resno ([0-9]+) :resname [^:]+ :ressortgroupref [0-9]+'
                ' :resorigtbl ([0-9]+) :resorigcol ([0-9]+) ', 'g') AS e(entry)
              JOIN pg_class t ON t.oid = CAST(e.entry[2] AS oid) JOIN pg_namespace n ON n.oid = t.relnamespace
              JOIN pg_attribute kept ON kept.attrelid = t.oid AND kept.attnum = CAST(e.entry[3] AS integer),
              LATERAL (SELECT a.attname FROM pg_attribute a
                WHERE a.attrelid = v.oid AND a.attnum = CAST(e.entry[1] AS integer)) AS shown
            WHERE v.oid = to_regclass(?) AND v.relkind = 'v' AND pg_relation_is_updatable(v.oid, false) = 28
              AND NOT EXISTS (SELECT FROM pg_rewrite o WHERE o.ev_class = v.oid AND o.ev_type <> '1')
              AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = v.oid AND g.tgtype & 64 <> 0)
              AND has_schema_privilege(n.oid, 'USAGE')
              AND (SELECT count(*) FROM regexp_matches(CAST(r.ev_action AS text), '[{]TARGETENTRY ', 'g')) = v.relnatts""";

    private PostgresCatalog() {}

    static Optional<BaseTable> baseTable(Connection connection, CatalogName view) throws SQLException {
        CatalogName table = null;
        Map<String, String> columns = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(BASE)) {
            query.setString(1, asked(view));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    table = new CatalogName(connection.getCatalog(), row.getString(1), row.getString(2));
                    columns.put(row.getString(3), row.getString(4));
                }
            }
        }
        return table == null ? Optional.empty() : Optional.of(new BaseTable(table, columns));
    }

    static List<Finding> findings(Connection connection, CatalogName table, Set<String> idColumns) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FINDINGS)) {
            query.setArray(1, connection.createArrayOf("text", idColumns.toArray()));
            query.setArray(2, connection.createArrayOf("text", idColumns.toArray()));
            query.setString(3, asked(table));
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    add(findings, row);
                    String citext = row.getString(4);
                    if (citext != null && !foldsWhatIsBound(connection, citext)) {
                        findings.add(Finding.warning(
                                "id-compared-as-text",
                                "the id is of citext, and the driver binds ids as varchar, for which the database compares"
                                        + " it as text, with its case and without its index: another spelling finds no"
                                        + " row, and cannot be inserted",
                                "set stringtype=unspecified in the connection's URL, or give the column, as varchar, a"
                                        + " collation that is not deterministic"));
                    }
                }
            }
        }
        return findings;
    }

    /** An operator is chosen by the types of both sides: with a text on one, citext is a text. */
    private static boolean foldsWhatIsBound(Connection connection, String citext) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT CAST('a' AS " + citext + ") = ?")) {
            query.setString(1, "A");
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static void add(List<Finding> findings, ResultSet row) throws SQLException {
        if (row.getBoolean(1)) {
            findings.add(Finding.warning(
                    "standby",
                    "the server is a standby: writes are refused, and rows may be older than the primary's",
                    "give this database the pool of the primary server"));
        }
        if (row.getBoolean(2)) {
            findings.add(Finding.note(
                    "row-security",
                    "row-level security policies apply to this user: a row that may be read and not written is reported as a"
                            + " suppressed write",
                    "see that the policies for SELECT and for UPDATE let the same rows through"));
        }
        for (String column : (String[]) row.getArray(3).getArray()) {
            int end = column.lastIndexOf(':');
            findings.add(Spellings.of(column.substring(0, end), "it is of " + column.substring(end + 1)));
        }
    }

    static boolean canOnlyMeetItsId(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MEETS_ITS_ID)) {
            query.setString(1, asked(table));
            query.setArray(2, connection.createArrayOf("text", idColumns.toArray()));
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    static Optional<CatalogTable> find(Connection connection, CatalogName name) throws SQLException {
        String asked = asked(name);
        try (PreparedStatement query = connection.prepareStatement(TABLE)) {
            query.setString(1, PostgresGuard.deleteTrigger(name.table()));
            query.setString(2, asked);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(table(connection, asked, row)) : Optional.empty();
            }
        }
    }

    private static CatalogTable table(Connection connection, String asked, ResultSet row) throws SQLException {
        CatalogName found = new CatalogName(connection.getCatalog(), row.getString(1), row.getString(2));
        List<Set<String>> keys = row.getBoolean(6) ? List.of() : keys(connection, asked);
        return new CatalogTable(
                found,
                keys,
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(7),
                row.getBoolean(8),
                String.valueOf(row.getString(5)));
    }

    private static List<Set<String>> keys(Connection connection, String asked) throws SQLException {
        List<Set<String>> keys = new ArrayList<>();
        List<Set<String>> deferrable = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(KEYS)) {
            query.setString(1, asked);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    (row.getBoolean(2) ? keys : deferrable).add(columns(row.getArray(1)));
                }
            }
        }
        keys.removeAll(deferrable);
        return keys;
    }

    private static Set<String> columns(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }

    static String asked(CatalogName name) {
        return name.schema() == null ? quoted(name.table()) : quoted(name.schema()) + "." + quoted(name.table());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
