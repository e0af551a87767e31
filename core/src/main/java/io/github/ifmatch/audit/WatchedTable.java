package io.github.ifmatch.audit;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Table;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.Names;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table whose writes are looked at. Immutable.
 *
 * @param shown the name as it was given
 * @param path the parts of the name, from schema to table, without quotes and in lower case
 * @param version the version's column, without quotes and in lower case
 * @param unversioned the columns that may be written without the version, likewise
 * @param isAdvanced whether the database advances the version itself
 */
record WatchedTable(String shown, List<String> path, String version, Set<String> unversioned, boolean isAdvanced) {

    static WatchedTable of(Table<?, ?> table) {
        DeclaredTable<?, ?> declared = DeclaredTable.of(requireNonNull(table, "table must not be null"));
        Set<String> unversioned = declared.mapping().columns().stream()
                .filter(column -> column.role() == Column.Role.UNVERSIONED)
                .map(column -> Named.plain(column.name()))
                .collect(Collectors.toUnmodifiableSet());
        return of(
                table.name(),
                table.versionColumn(),
                unversioned,
                table.versions().isMadeByDatabase());
    }

    static WatchedTable of(String name, String version, Set<String> unversioned) {
        return of(name, version, unversioned, false);
    }

    private static WatchedTable of(String name, String version, Set<String> unversioned, boolean isAdvanced) {
        List<String> path = Names.parse(name).stream().map(Named::plain).toList();
        return new WatchedTable(name, path, Named.plain(version), Set.copyOf(unversioned), isAdvanced);
    }

    /** The name without a schema. */
    String name() {
        return path.get(path.size() - 1);
    }

    /** Whether a statement that names a table so can mean this one: where only one of the two has a schema, it can. */
    boolean isNamed(List<String> name) {
        int common = Math.min(path.size(), name.size());
        return path.subList(path.size() - common, path.size()).equals(name.subList(name.size() - common, name.size()));
    }
}
