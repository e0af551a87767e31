package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.BaseTable;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table below a view, which keeps the view's rows: its key, its columns and its triggers are the view's. Immutable.
 *
 * @param table what the catalogue says of it
 * @param columns its columns, by the names that the view gives them
 */
record BelowView(CatalogTable table, Map<String, String> columns) {

    /** The table below all views, as far down as the database tells; empty if it tells of none. */
    static Optional<BelowView> of(Connection connection, Dialect dialect, CatalogTable view) throws SQLException {
        Optional<BelowView> below = Optional.empty();
        Optional<BaseTable> next = dialect.baseTable(connection, view.name());
        while (next.isPresent()) {
            BaseTable base = next.get();
            Optional<CatalogTable> found = dialect.catalogTable(connection, base.name());
            if (found.isEmpty()) {
                return below;
            }
            Map<String, String> columns =
                    below.isEmpty() ? base.columns() : through(below.get().columns(), base.columns());
            below = Optional.of(new BelowView(found.get(), columns));
            next = dialect.baseTable(connection, found.get().name());
        }
        return below;
    }

    private static Map<String, String> through(Map<String, String> upper, Map<String, String> lower) {
        Map<String, String> both = new HashMap<>();
        upper.forEach((view, middle) -> {
            if (lower.containsKey(middle)) {
                both.put(view, lower.get(middle));
            }
        });
        return both;
    }

    /** Whether the table has a key of columns that the view shows by these names. */
    boolean isUnique(Set<String> viewColumns) {
        return columns.keySet().containsAll(viewColumns)
                && table.isUnique(viewColumns.stream().map(columns::get).collect(Collectors.toSet()));
    }

    /** What it is called in messages. */
    String named() {
        return table.name().table();
    }
}
