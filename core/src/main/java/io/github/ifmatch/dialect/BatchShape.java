package io.github.ifmatch.dialect;

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
 * @param unset columns that are NULL in every row that the statement may write, or answer, unless it inserts
 * @param version the column of the version
 * @param adoptsNullVersions whether a NULL version counts as 0
 * @param isPartitioned whether the catalogue says that the table's rows are in partitions
 * @param columns the columns to answer, in order
 * @param types the classes of the values, in the order of {@link BatchStatement#values}: one that JDBC 4.2 (table B-4) knows,
 *     an array of such, {@link BatchStatement.Untyped}, or {@link Void} where all values are null and have no type
 */
public record BatchShape(
        WriteKind kind,
        String table,
        List<String> set,
        List<String> id,
        List<String> unset,
        String version,
        boolean adoptsNullVersions,
        boolean isPartitioned,
        List<String> columns,
        List<Class<?>> types) {

    /** Whether versions are among the values: the expected ones, or those of an insert, which makes rows at version 1 else. */
    public boolean givesVersions() {
        return types.size() > set.size() + id.size();
    }

    /** Whether the versions that an update leaves are among the values, too, before the id's; else each is one more than the expected one. */
    public boolean givesNextVersions() {
        return types.size() > set.size() + id.size() + 1;
    }

    /** Keeps copies of the lists. */
    public BatchShape {
        set = List.copyOf(set);
        id = List.copyOf(id);
        unset = List.copyOf(unset);
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }
}
