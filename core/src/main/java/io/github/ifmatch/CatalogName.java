package io.github.ifmatch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's name as the catalogue has it. Immutable.
 *
 * @param schema null where the declaration names none: which one is meant is then the search path's to say
 */
record CatalogName(@Nullable String schema, String table) {

    static CatalogName of(Identifiers identifiers, String declared) {
        List<String> parts = Names.parse(declared);
        int last = parts.size() - 1;
        return new CatalogName(
                last == 0 ? null : identifiers.stored(parts.get(last - 1)), identifiers.stored(parts.get(last)));
    }

    /** The schema for those methods of {@link java.sql.DatabaseMetaData} that take a pattern. */
    @Nullable
    String schemaPattern(String escape) {
        return schema == null ? null : escaped(schema, escape);
    }

    /** The table for those methods of {@link java.sql.DatabaseMetaData} that take a pattern. */
    String tablePattern(String escape) {
        return escaped(table, escape);
    }

    private static String escaped(String name, String escape) {
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}
