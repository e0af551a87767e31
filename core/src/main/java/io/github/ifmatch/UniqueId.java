package io.github.ifmatch;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database itself keeps a table's id unique.
 *
 * <p>Where it does, a write is one statement in autocommit: it cannot touch two rows. Where it does not (a view, a table
 * without a key), a write runs in a transaction, so that it can still be undone.
 */
final class UniqueId {

    private UniqueId() {}

    static boolean isProven(DatabaseMetaData metaData, Identifiers identifiers, Mapping<?, ?> mapping)
            throws SQLException {
        List<String> parts = Names.parse(mapping.declaration().name());
        String table = identifiers.stored(parts.get(parts.size() - 1));
        @Nullable String schema = parts.size() < 2 ? null : identifiers.stored(parts.get(parts.size() - 2));
        Set<String> id = mapping.id().columns().stream()
                .map(column -> identifiers.stored(column.name()))
                .collect(Collectors.toSet());
        // without a schema, every table of the name must be proven: which one is meant is the search path's to say
        Map<String, Map<String, Set<String>>> tables = new HashMap<>();
        addTables(metaData, schema, table, tables);
        addIndexes(metaData, schema, table, tables);
        return !tables.isEmpty()
                && tables.values().stream()
                        .allMatch(indexes -> indexes.values().stream().anyMatch(id::containsAll));
    }

    private static void addTables(
            DatabaseMetaData metaData,
            @Nullable String schema,
            String table,
            Map<String, Map<String, Set<String>>> tables)
            throws SQLException {
        String escape = metaData.getSearchStringEscape();
        try (ResultSet found = metaData.getTables(null, escaped(schema, escape), escaped(table, escape), null)) {
            while (found.next()) {
                if (!"INDEX".equals(found.getString("TABLE_TYPE"))) {
                    tables.put(String.valueOf(found.getString("TABLE_SCHEM")), new HashMap<>());
                }
            }
        }
    }

    private static void addIndexes(
            DatabaseMetaData metaData,
            @Nullable String schema,
            String table,
            Map<String, Map<String, Set<String>>> tables)
            throws SQLException {
        try (ResultSet index = metaData.getIndexInfo(null, schema, table, true, true)) {
            while (index.next()) {
                String column = index.getString("COLUMN_NAME");
                boolean isPartial = index.getString("FILTER_CONDITION") != null;
                if (column != null && !isPartial) {
                    tables.computeIfAbsent(String.valueOf(index.getString("TABLE_SCHEM")), any -> new HashMap<>())
                            .computeIfAbsent(index.getString("INDEX_NAME"), any -> new HashSet<>())
                            .add(column);
                }
            }
        }
    }

    private static @Nullable String escaped(@Nullable String pattern, String escape) {
        return pattern == null
                ? null
                : pattern.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }
}
