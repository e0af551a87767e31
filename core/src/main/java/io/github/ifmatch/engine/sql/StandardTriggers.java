package io.github.ifmatch.engine.sql;

import io.github.ifmatch.Database;
import io.github.ifmatch.dialect.CatalogName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The triggers of a table, by the information schema of ISO/IEC 9075-11, where the database has one. */
final class StandardTriggers {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private StandardTriggers() {}

    /**
     * A trigger.
     *
     * @param timing BEFORE, AFTER or INSTEAD OF
     */
    record Found(String name, String timing) {}

    /** What the catalogue tells; none where it cannot be asked. */
    static List<Found> of(Connection connection, CatalogName table) {
        try {
            return exist(connection.getMetaData()) ? read(connection, table) : List.of();
        } catch (SQLException e) {
            LOG.debug("{}: its triggers could not be listed (SQLSTATE {})", table.table(), e.getSQLState());
            return List.of();
        }
    }

    /** Asked first: a query that fails would leave a transaction aborted. */
    private static boolean exist(DatabaseMetaData metaData) throws SQLException {
        String name = metaData.storesUpperCaseIdentifiers() ? "TRIGGERS" : "triggers";
        String schema = metaData.storesUpperCaseIdentifiers() ? "INFORMATION_SCHEMA" : "information_schema";
        boolean hasSchemas = metaData.supportsSchemasInDataManipulation();
        try (ResultSet found = metaData.getTables(hasSchemas ? null : schema, hasSchemas ? schema : null, name, null)) {
            while (found.next()) {
                String in = found.getString(hasSchemas ? "TABLE_SCHEM" : "TABLE_CAT");
                if (schema.equalsIgnoreCase(in) && name.equalsIgnoreCase(found.getString("TABLE_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static List<Found> read(Connection connection, CatalogName table) throws SQLException {
        String schema = table.schema() == null ? table.catalog() : table.schema();
        List<Found> triggers = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT DISTINCT trigger_name, action_timing FROM information_schema.triggers"
                        + " WHERE event_object_table = ? AND event_object_schema = ? ORDER BY trigger_name")) {
            query.setString(1, table.table());
            query.setString(2, schema);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    triggers.add(
                            new Found(found.getString(1), found.getString(2).toUpperCase(Locale.ROOT)));
                }
            }
        }
        return triggers;
    }
}
