package io.github.ifmatch;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the database itself keeps a table's id unique.
 *
 * <p>Where it does, a write is one statement in autocommit: it cannot touch two rows. Where it does not (a view, a table
 * without a key), a write runs in a transaction, so that it can still be undone.
 */
final class UniqueId {

    private UniqueId() {}

    /** What the catalogue says. */
    enum Proof {
        /** An index keeps the id unique. */
        UNIQUE,
        /** No index does. */
        NOT_UNIQUE,
        /** There is no such table or view. */
        NO_TABLE
    }

    /** If no schema is named, the id must be unique in every table of the name. */
    static Proof prove(DatabaseMetaData metaData, Identifiers identifiers, Mapping<?, ?> mapping) throws SQLException {
        CatalogName name = CatalogName.of(identifiers, mapping.declaration().name());
        Set<String> id = mapping.id().columns().stream()
                .map(column -> identifiers.stored(column.name()))
                .collect(Collectors.toSet());
        Map<String, Map<String, Set<String>>> indexes = schemas(metaData, name);
        addIndexes(metaData, name, indexes);
        if (indexes.isEmpty()) {
            return Proof.NO_TABLE;
        }
        boolean isUnique = indexes.values().stream()
                .allMatch(ofTable -> ofTable.values().stream().anyMatch(id::containsAll));
        return isUnique ? Proof.UNIQUE : Proof.NOT_UNIQUE;
    }

    /** The schemas that have a table or a view of the name, each with no index yet. */
    private static Map<String, Map<String, Set<String>>> schemas(DatabaseMetaData metaData, CatalogName name)
            throws SQLException {
        Map<String, Map<String, Set<String>>> schemas = new HashMap<>();
        String escape = metaData.getSearchStringEscape();
        try (ResultSet found = metaData.getTables(null, name.schemaPattern(escape), name.tablePattern(escape), null)) {
            while (found.next()) {
                schemas.put(String.valueOf(found.getString("TABLE_SCHEM")), new HashMap<>());
            }
        }
        return schemas;
    }

    /** The columns of each unique index that covers all rows. */
    private static void addIndexes(
            DatabaseMetaData metaData, CatalogName name, Map<String, Map<String, Set<String>>> schemas)
            throws SQLException {
        try (ResultSet index = metaData.getIndexInfo(null, name.schema(), name.table(), true, true)) {
            while (index.next()) {
                String column = index.getString("COLUMN_NAME");
                boolean coversAll = index.getString("FILTER_CONDITION") == null;
                if (column != null && coversAll) {
                    schemas.computeIfAbsent(String.valueOf(index.getString("TABLE_SCHEM")), any -> new HashMap<>())
                            .computeIfAbsent(index.getString("INDEX_NAME"), any -> new HashSet<>())
                            .add(column);
                }
            }
        }
    }
}
