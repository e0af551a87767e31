package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the information schema of MariaDB and MySQL, in which a database is a schema, and for JDBC a catalog. */
final class MariaDbCatalog {

    /**
     * The table and its unique indexes, a line for each column of each. A part of MySQL's that is an expression has no column. An index
     * over the beginnings of values ({@code UNIQUE (name(10))}) keeps the values unique, too. What a trigger does that runs after the
     * write cannot be known: not the row itself, but a key that the row refers to, whose update cascades.
     */
    private static final String TABLE = """
            SELECT t.TABLE_SCHEMA, t.TABLE_NAME, s.INDEX_NAME, s.COLUMN_NAME,
              EXISTS (SELECT 1 FROM information_schema.TRIGGERS g
                WHERE g.EVENT_OBJECT_SCHEMA = t.TABLE_SCHEMA AND g.EVENT_OBJECT_TABLE = t.TABLE_NAME
                  AND g.ACTION_TIMING = 'AFTER' AND g.EVENT_MANIPULATION IN ('INSERT', 'UPDATE'))
            FROM information_schema.TABLES t
              LEFT JOIN information_schema.STATISTICS s
                ON s.TABLE_SCHEMA = t.TABLE_SCHEMA AND s.TABLE_NAME = t.TABLE_NAME AND s.NON_UNIQUE = 0
            WHERE t.TABLE_SCHEMA = COALESCE(?, DATABASE()) AND t.TABLE_NAME = ?""";

    /**
     * Whether this user sees the triggers of the table: only those who may make them do. A role's privileges are not counted.
     */
    private static final String SEES_TRIGGERS = """
            SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'TRIGGER'
            UNION ALL SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES
              WHERE PRIVILEGE_TYPE = 'TRIGGER' AND TABLE_SCHEMA = ?
            UNION ALL SELECT 1 FROM information_schema.TABLE_PRIVILEGES
              WHERE PRIVILEGE_TYPE = 'TRIGGER' AND TABLE_SCHEMA = ? AND TABLE_NAME = ?""";

    private static final String TRIGGERS = """
            SELECT 1 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?
              AND TRIGGER_NAME NOT LIKE 'ifmatch\\_guard\\_%'""";

    private static final String TRIGGER = """
            SELECT 1 FROM information_schema.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND TRIGGER_NAME = ?""";

    private static final String ENGINE = """
            SELECT t.ENGINE, e.TRANSACTIONS, @@sql_mode, @@read_only FROM information_schema.TABLES t
              LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
            WHERE t.TABLE_SCHEMA = ? AND t.TABLE_NAME = ?""";

    /** A unique index over one column alone, which holds whole numbers, of a table that undoes what is rolled back. */
    private static final String WHOLE_NUMBER_KEY = """
            SELECT s.INDEX_NAME, s.COLUMN_NAME FROM information_schema.STATISTICS s
              JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.TABLE_SCHEMA AND t.TABLE_NAME = s.TABLE_NAME
              JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = s.TABLE_SCHEMA AND c.TABLE_NAME = s.TABLE_NAME
                AND c.COLUMN_NAME = s.COLUMN_NAME
            WHERE s.TABLE_SCHEMA = COALESCE(?, DATABASE()) AND s.TABLE_NAME = ? AND s.NON_UNIQUE = 0 AND t.ENGINE = 'InnoDB'
              AND c.DATA_TYPE IN ('tinyint', 'smallint', 'mediumint', 'int', 'bigint')
              AND NOT EXISTS (SELECT 1 FROM information_schema.STATISTICS o WHERE o.TABLE_SCHEMA = s.TABLE_SCHEMA
                AND o.TABLE_NAME = s.TABLE_NAME AND o.INDEX_NAME = s.INDEX_NAME AND o.SEQ_IN_INDEX > 1)""";

    /** Columns that take letters for equal which differ in case, and some of them in accents too. */
    private static final String FOLDING = """
            SELECT COLUMN_NAME, COLLATION_NAME FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLLATION_NAME LIKE '%\\_ci'""";

    private MariaDbCatalog() {}

    static Optional<CatalogTable> find(Connection connection, CatalogName name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TABLE)) {
            query.setString(1, name.catalog());
            query.setString(2, name.table());
            try (ResultSet row = query.executeQuery()) {
                Optional<CatalogTable> found = read(row, name.table());
                return found.isPresent() ? Optional.of(guarded(connection, found.get())) : found;
            }
        }
    }

    /** Where this user sees no triggers, there may be a guard; what is sent to one is right without it, too. */
    private static CatalogTable guarded(Connection connection, CatalogTable found) throws SQLException {
        String database = found.name().catalog();
        String table = found.name().table();
        return found.guarded(exists(connection, TRIGGER, database, table, MariaDbGuard.deleteTrigger(table))
                || !exists(connection, SEES_TRIGGERS, database, database, table));
    }

    /** Of names that differ in case alone, which some file systems tell apart, the one that was asked for. */
    private static Optional<CatalogTable> read(ResultSet row, String asked) throws SQLException {
        CatalogName current = null;
        boolean writesAfterwards = false;
        Map<String, List<String>> keys = new LinkedHashMap<>();
        while (row.next()) {
            CatalogName name = new CatalogName(row.getString(1), null, row.getString(2));
            if (current == null || (!current.equals(name) && name.table().equals(asked))) {
                current = name;
                keys.clear();
            }
            if (current.equals(name) && row.getString(3) != null) {
                keys.computeIfAbsent(row.getString(3), any -> new ArrayList<>()).add(row.getString(4));
            }
            writesAfterwards = current.equals(name) ? row.getBoolean(5) : writesAfterwards;
        }
        if (current == null) {
            return Optional.empty();
        }
        CatalogTable found = CatalogTable.of(current, plain(keys));
        return Optional.of(writesAfterwards ? found.writingAfterwards() : found);
    }

    /** The indexes over columns alone. */
    private static List<Set<String>> plain(Map<String, List<String>> keys) {
        return keys.values().stream()
                .filter(columns -> !columns.contains(null))
                .<Set<String>>map(HashSet::new)
                .toList();
    }

    /** Whether a unique index that an insert breaks has all columns of the id, and no trigger may break another one. */
    static boolean canOnlyMeetItsId(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TABLE)) {
            query.setString(1, table.catalog());
            query.setString(2, table.table());
            try (ResultSet row = query.executeQuery()) {
                Map<String, List<String>> keys = new LinkedHashMap<>();
                while (row.next()) {
                    if (table.table().equals(row.getString(2)) && row.getString(3) != null) {
                        keys.computeIfAbsent(row.getString(3), any -> new ArrayList<>())
                                .add(row.getString(4));
                    }
                }
                if (keys.isEmpty() || !keys.values().stream().allMatch(columns -> columns.containsAll(idColumns))) {
                    return false;
                }
            }
        }
        return exists(connection, SEES_TRIGGERS, table.catalog(), table.catalog(), table.table())
                && !exists(connection, TRIGGERS, table.catalog(), table.table());
    }

    private static boolean exists(Connection connection, String text, @Nullable String... names) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(text)) {
            for (int i = 0; i < names.length; i++) {
                query.setString(i + 1, names[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The name of a unique index over this column alone, if the column holds whole numbers, and the engine is InnoDB. */
    static Optional<String> wholeNumberKey(Connection connection, CatalogName table, String column)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(WHOLE_NUMBER_KEY)) {
            query.setString(1, table.catalog());
            query.setString(2, table.table());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(2);
                    if (name.equalsIgnoreCase(column)
                            || ("`" + name.replace("`", "``") + "`").equalsIgnoreCase(column)) {
                        return Optional.of(row.getString(1));
                    }
                }
                return Optional.empty();
            }
        }
    }

    /** An engine without transactions, a mode in which a number that is too great for a column is cut, a replica, and ids of several spellings. */
    static List<Finding> findings(Connection connection, CatalogName table, Set<String> idColumns) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(ENGINE)) {
            query.setString(1, table.catalog());
            query.setString(2, table.table());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return findings;
                }
                addEngine(findings, row);
            }
        }
        try (PreparedStatement query = connection.prepareStatement(FOLDING)) {
            query.setString(1, table.catalog());
            query.setString(2, table.table());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (idColumns.contains(row.getString(1))) {
                        findings.add(Spellings.of(row.getString(1), "its collation, " + row.getString(2)));
                    }
                }
            }
        }
        return findings;
    }

    private static void addEngine(List<Finding> findings, ResultSet row) throws SQLException {
        String engine = row.getString(1);
        if (engine != null && !"YES".equals(row.getString(2))) {
            findings.add(Finding.error(
                    "no-transactions",
                    "its engine, " + engine + ", has no transactions, so a write could be left half-done; use InnoDB",
                    "ALTER TABLE … ENGINE = InnoDB"));
        }
        if (!String.valueOf(row.getString(3)).contains("STRICT_")) {
            findings.add(Finding.error(
                    "not-strict",
                    "its connections are not in strict mode, so a version that its column cannot hold would be cut"
                            + " without an error; add STRICT_TRANS_TABLES to sql_mode",
                    "set sql_mode in the server, or as a session variable in the connection's URL"));
        }
        if (row.getBoolean(4)) {
            findings.add(Finding.warning(
                    "standby",
                    "the server is read_only, as replicas are: writes are refused, and rows may be older than the primary's",
                    "give this database the pool of the primary server"));
        }
    }
}
