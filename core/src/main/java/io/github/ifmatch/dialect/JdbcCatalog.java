package io.github.ifmatch.dialect;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue through JDBC. For one thread at a time, like the connection.
 *
 * <p>A key that may have more to it than JDBC tells is left out: that costs a transaction, and nothing else.
 */
final class JdbcCatalog {

    private final Connection connection;
    private final DatabaseMetaData metaData;

    private JdbcCatalog(Connection connection) throws SQLException {
        this.connection = connection;
        this.metaData = connection.getMetaData();
    }

    /** The one table that the name means; empty if there is none. */
    static Optional<CatalogTable> find(Connection connection, CatalogName name) throws SQLException {
        return new JdbcCatalog(connection).find(name);
    }

    private Optional<CatalogTable> find(CatalogName name) throws SQLException {
        List<CatalogName> meant = meant(name);
        if (meant.isEmpty()) {
            return Optional.empty();
        }
        return meant.size() == 1
                ? Optional.of(CatalogTable.of(meant.get(0), keys(meant.get(0))))
                : Optional.of(CatalogTable.of(name, List.of())); // which one it is cannot be told
    }

    /** The table of the connection's own schema; if that has none, those of the name wherever a search path may lead. */
    private List<CatalogName> meant(CatalogName name) throws SQLException {
        String catalog = name.catalog() == null ? connection.getCatalog() : name.catalog();
        List<CatalogName> all = tables(catalog, name.schema(), name.table());
        if (name.schema() != null || all.size() < 2) {
            return all;
        }
        String schema = connection.getSchema();
        List<CatalogName> own = all.stream()
                .filter(table -> Objects.equals(table.schema(), schema))
                .toList();
        return own.isEmpty() ? all : own;
    }

    private List<CatalogName> tables(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        List<CatalogName> tables = new ArrayList<>();
        try (ResultSet found = metaData.getTables(
                catalog, CatalogName.pattern(metaData, schema), CatalogName.pattern(metaData, table), null)) {
            while (found.next()) {
                String name = found.getString("TABLE_NAME");
                String type = found.getString("TABLE_TYPE");
                if (table.equalsIgnoreCase(name) && (type == null || !type.contains("INDEX"))) {
                    tables.add(new CatalogName(found.getString("TABLE_CAT"), found.getString("TABLE_SCHEM"), name));
                }
            }
        }
        List<CatalogName> exact =
                tables.stream().filter(found -> found.table().equals(table)).toList();
        return exact.isEmpty() ? tables : exact;
    }

    private List<Set<String>> keys(CatalogName table) throws SQLException {
        List<Set<String>> keys = new ArrayList<>(indexes(table));
        Set<String> primary = new HashSet<>();
        try (ResultSet key = metaData.getPrimaryKeys(table.catalog(), table.schema(), table.table())) {
            while (key.next()) {
                primary.add(key.getString("COLUMN_NAME"));
            }
        }
        if (!primary.isEmpty()) { // SQLite has keys without an index
            keys.add(primary);
        }
        return keys;
    }

    private List<Set<String>> indexes(CatalogName table) throws SQLException {
        Map<String, Set<String>> indexes = new HashMap<>();
        Set<String> partial = new HashSet<>();
        try (ResultSet index = metaData.getIndexInfo(table.catalog(), table.schema(), table.table(), true, true)) {
            while (index.next()) {
                String name = index.getString("INDEX_NAME");
                if (name == null || index.getBoolean("NON_UNIQUE")) { // statistics of the table, or no key
                    continue;
                }
                String column = index.getString("COLUMN_NAME");
                if (column == null || index.getString("FILTER_CONDITION") != null) {
                    partial.add(name);
                } else {
                    indexes.computeIfAbsent(name, any -> new HashSet<>()).add(column);
                }
            }
        }
        indexes.keySet().removeAll(partial);
        return List.copyOf(indexes.values());
    }
}
