package io.github.ifmatch.dialect;

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
        @Nullable String catalog, @Nullable String schema, String table) {}
