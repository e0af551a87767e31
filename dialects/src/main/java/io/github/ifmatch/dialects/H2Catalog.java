package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what H2's catalogue knows and JDBC does not tell. */
final class H2Catalog {

    /** A trigger's events are one text, such as {@code INSERT, UPDATE}. */
    private static final String TRIGGERS = """
            SELECT TRIGGER_NAME,
              ACTION_TIMING = 'AFTER' AND (EVENT_MANIPULATION LIKE '%INSERT%' OR EVENT_MANIPULATION LIKE '%UPDATE%')
            FROM INFORMATION_SCHEMA.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?""";

    /** Each unique index that leaves out a column of the id, and each trigger but a guard's; and the table itself, if it is kept elsewhere. */
    private static final String OTHERS = """
            SELECT i.INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES i
            WHERE i.TABLE_SCHEMA = ?1 AND i.TABLE_NAME = ?2
              AND (i.INDEX_TYPE_NAME = 'PRIMARY KEY' OR i.INDEX_TYPE_NAME LIKE 'UNIQUE%')
              AND (SELECT COUNT(*) FROM INFORMATION_SCHEMA.INDEX_COLUMNS c
                WHERE c.INDEX_SCHEMA = i.INDEX_SCHEMA AND c.INDEX_NAME = i.INDEX_NAME
                  AND c.TABLE_NAME = i.TABLE_NAME AND ARRAY_CONTAINS(CAST(?3 AS VARCHAR ARRAY), c.COLUMN_NAME)) < ?4
            UNION ALL SELECT TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ?1 AND EVENT_OBJECT_TABLE = ?2 AND TRIGGER_NAME NOT LIKE 'ifmatch\\_guard\\_%'
            UNION ALL SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_SCHEMA = ?1 AND TABLE_NAME = ?2 AND STORAGE_TYPE NOT IN ('CACHED', 'MEMORY')""";

    private static final String FOLDING = """
            SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND DATA_TYPE = 'VARCHAR_IGNORECASE' ORDER BY ORDINAL_POSITION""";

    private H2Catalog() {}

    static List<Finding> findings(Connection connection, CatalogName table, Set<String> idColumns) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FOLDING)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (idColumns.contains(row.getString(1))) {
                        findings.add(Spellings.of(row.getString(1), "it is of VARCHAR_IGNORECASE"));
                    }
                }
            }
        }
        return findings;
    }

    /** Whether a unique index that an insert breaks has all columns of the id, and nothing else can be what is broken. */
    static boolean canOnlyMeetItsId(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OTHERS)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            query.setArray(3, connection.createArrayOf("VARCHAR", idColumns.toArray()));
            query.setInt(4, idColumns.size());
            try (ResultSet others = query.executeQuery()) {
                return !others.next();
            }
        }
    }

    /** Whether a trigger runs after a write, what whose class does cannot be known; and whether one is a guard's. */
    static CatalogTable withTriggers(Connection connection, CatalogTable table) throws SQLException {
        CatalogTable found = table;
        try (PreparedStatement query = connection.prepareStatement(TRIGGERS)) {
            query.setString(1, table.name().schema());
            query.setString(2, table.name().table());
            try (ResultSet trigger = query.executeQuery()) {
                while (trigger.next()) {
                    boolean isGuard = trigger.getString(1)
                            .equals(H2Guard.trigger(table.name().table()));
                    found = isGuard ? found.guarded(true) : found;
                    found = trigger.getBoolean(2) ? found.writingAfterwards() : found;
                }
            }
        }
        return found;
    }
}
