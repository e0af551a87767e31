package io.github.ifmatch.dialect;

import java.util.List;
import java.util.Set;

/**
 * What a database's catalogue says of one table, as far as writes depend on it.
 *
 * <p>Immutable.
 *
 * @param name the table's full name
 * @param keys the columns of each unique key that covers every row at every moment: no key that is deferrable or not yet
 *     valid, that is over some rows or over expressions, or that leaves out rows of tables that inherit
 * @param takesArbiter whether {@link Dialect#insertIfAbsent} can name a key's columns
 * @param writesAfterwards whether a trigger may change a row after a write has answered it
 * @param isGuarded whether a {@linkplain Dialect#guard guard} refuses a DELETE that does not prove that it checks the version
 * @param isPartitioned whether its rows are in partitions of this database, of which {@link Dialect#batch} and {@link Dialect#inPartitions} make something
 * @param shape anything that changes when the table's columns do; where it is another, statements are made anew
 */
public record CatalogTable(
        CatalogName name,
        List<Set<String>> keys,
        boolean takesArbiter,
        boolean writesAfterwards,
        boolean isGuarded,
        boolean isPartitioned,
        String shape) {

    /** Keeps copies of the keys. */
    public CatalogTable {
        keys = keys.stream().map(Set::copyOf).toList();
    }

    /** A table without triggers that run after a write, as JDBC tells of it. */
    public static CatalogTable of(CatalogName name, List<Set<String>> keys) {
        return new CatalogTable(name, keys, true, false, false, false, "");
    }

    /** The same table, whose rows a trigger may change after a write has answered them. */
    public CatalogTable writingAfterwards() {
        return new CatalogTable(name, keys, takesArbiter, true, isGuarded, isPartitioned, shape);
    }

    /** The same table, which a guard watches over, if so. */
    public CatalogTable guarded(boolean isSo) {
        return new CatalogTable(name, keys, takesArbiter, writesAfterwards, isSo, isPartitioned, shape);
    }

    /** Whether no two rows can agree in these columns. */
    public boolean isUnique(Set<String> columns) {
        return keys.stream().anyMatch(columns::containsAll);
    }

    /** Whether a key has these columns and no others, and can be named. */
    public boolean isArbiter(Set<String> columns) {
        return takesArbiter && keys.contains(columns);
    }
}
