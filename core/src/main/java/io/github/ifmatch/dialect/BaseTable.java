package io.github.ifmatch.dialect;

import java.util.Map;

/**
 * What a view shows rows of.
 *
 * <p>Immutable.
 *
 * @param name the table's full name, or that of another view
 * @param columns the columns of that table, by the names that the view gives them; without those that the view makes of an expression
 */
public record BaseTable(CatalogName name, Map<String, String> columns) {

    /** Keeps a copy of the columns. */
    public BaseTable {
        columns = Map.copyOf(columns);
    }
}
