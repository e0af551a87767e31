package io.github.ifmatch;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
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

    /** On MySQL and MariaDB, which have no schemas, {@code db.table} names a catalog. */
    static CatalogName of(DatabaseMetaData metaData, Identifiers identifiers, String declared) throws SQLException {
        List<String> parts =
                Names.parse(declared).stream().map(identifiers::stored).toList();
        int last = parts.size() - 1;
        String qualifier = last > 0 ? parts.get(last - 1) : null;
        boolean isCatalog = last == 1
                && !metaData.supportsSchemasInDataManipulation()
                && metaData.supportsCatalogsInDataManipulation();
        if (isCatalog) {
            return new CatalogName(qualifier, null, parts.get(last));
        }
        return new CatalogName(last > 1 ? parts.get(last - 2) : null, qualifier, parts.get(last));
    }
}
