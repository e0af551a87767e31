package io.github.ifmatch;

import java.util.List;

/**
 * What a {@link BatchStatement} writes; names are quoted where they must be.
 *
 * <p>Immutable.
 *
 * @param kind whether rows are made, changed or removed
 * @param table the table
 * @param set the columns that take new values; none for a delete, or where only the version advances
 * @param id the columns of the id
 * @param version the column of the version
 * @param adoptsNullVersions whether a NULL version counts as 0
 * @param columns the columns to answer, in order
 */
public record BatchShape(
        WriteKind kind,
        String table,
        List<String> set,
        List<String> id,
        String version,
        boolean adoptsNullVersions,
        List<String> columns) {

    /** Keeps copies of the lists. */
    public BatchShape {
        set = List.copyOf(set);
        id = List.copyOf(id);
        columns = List.copyOf(columns);
    }
}
