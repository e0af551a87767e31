package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads what H2's catalogue knows and JDBC does not tell. */
final class H2Catalog {

    /** A trigger's events are one text, such as {@code INSERT, UPDATE}. */
    private static final String QUERY = """
            SELECT COUNT(*) FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND ACTION_TIMING = 'AFTER'
              AND (EVENT_MANIPULATION LIKE '%INSERT%' OR EVENT_MANIPULATION LIKE '%UPDATE%')""";

    private H2Catalog() {}

    /** Whether a trigger runs after a write; what its class does cannot be known. */
    static boolean hasAfterTriggers(Connection connection, CatalogName table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet count = query.executeQuery()) {
                return count.next() && count.getInt(1) > 0;
            }
        }
    }
}
