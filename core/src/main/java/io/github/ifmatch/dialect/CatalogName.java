package io.github.ifmatch.dialect;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A table's name, each part as the database's catalogue has it.
 *
 * <p>Immutable.
 *
 * @param catalog null where the name says none
 * @param schema null where the name says none: which one is meant is then the connection's to say
 */
public record CatalogName(
        @Nullable String catalog, @Nullable String schema, String table) {

    /**
     * A name, for those methods of {@link DatabaseMetaData} that take a pattern.
     *
     * @throws SQLException if the driver does not say how a wildcard is escaped
     */
    public static @Nullable String pattern(DatabaseMetaData metaData, @Nullable String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        return name == null || escape == null || escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }
}
