package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import io.github.ifmatch.type.VersionSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the caller said about a table, line by line; each line is checked for what it says by itself. Immutable.
 *
 * @param columns column names by component, where they were given
 * @param roles GENERATED and UNVERSIONED by component
 * @param nested prefixes by component, of records whose components have columns of their own
 * @param defaults components whose columns an insert leaves to the database where they are null
 * @param versioning where versions come from
 */
public record Declaration<R, ID>(
        Class<R> rowType,
        RowShape<R> shape,
        Class<ID> idType,
        String name,
        List<String> idComponents,
        String versionComponent,
        Map<String, String> columns,
        Map<String, Column.Role> roles,
        Map<String, ColumnType<?>> types,
        List<ColumnTypes> typeSources,
        Map<String, String> nested,
        List<FixedColumn> fixed,
        Set<String> defaults,
        boolean adoptsNullVersions,
        boolean readsBack,
        Versioning versioning) {

    /** What the id is called where no line says so. */
    private static final List<String> CONVENTION = List.of("id");

    static <R, ID> Declaration<R, ID> of(Class<R> rowType, Class<ID> idType) {
        RowShape<R> shape = rowType.isRecord()
                ? RowShape.ofRecord(rowType)
                : KotlinRows.shape(rowType).orElseThrow(() -> NoRecord.refuse(rowType));
        return of(shape, idType);
    }

    static <R, ID> Declaration<R, ID> of(RowShape<R> shape, Class<ID> idType) {
        return new Declaration<>(
                shape.rowType(),
                shape,
                idType,
                Names.snakeCase(shape.rowType().getSimpleName()),
                CONVENTION,
                "version",
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                Set.of(),
                false,
                false,
                Versioning.of(VersionSource.COUNTER));
    }

    Declaration<R, ID> named(String newName) {
        Names.parse(newName);
        return copy(newName, idComponents, versionComponent, columns, roles, types, typeSources, adoptsNullVersions);
    }

    Declaration<R, ID> id(List<String> components) {
        if (components.isEmpty()) {
            throw new MappingException(where() + ": id(…) must name at least one component");
        }
        components.forEach(this::check);
        if (Set.copyOf(components).size() < components.size()) {
            throw new MappingException(where() + ": id(…) names a component twice: " + String.join(", ", components));
        }
        return copy(name, components, versionComponent, columns, roles, types, typeSources, adoptsNullVersions);
    }

    Declaration<R, ID> version(String component) {
        check(component);
        return copy(name, idComponents, component, columns, roles, types, typeSources, adoptsNullVersions);
    }

    Declaration<R, ID> column(String component, String column) {
        check(component);
        Names.check(column);
        Map<String, String> all = plus(columns, component, column);
        return copy(name, idComponents, versionComponent, all, roles, types, typeSources, adoptsNullVersions);
    }

    Declaration<R, ID> with(Column.Role role, List<String> components) {
        Map<String, Column.Role> all = roles;
        for (String component : components) {
            check(component);
            Column.Role other = all.get(component);
            if (other != null && other != role) {
                throw new MappingException(
                        where() + ": component " + component + " cannot be both generated and unversioned");
            }
            all = plus(all, component, role);
        }
        return copy(name, idComponents, versionComponent, columns, all, types, typeSources, adoptsNullVersions);
    }

    Declaration<R, ID> type(String component, ColumnType<?> type) {
        check(component);
        Map<String, ColumnType<?>> all = plus(types, component, requireNonNull(type, "type must not be null"));
        return copy(name, idComponents, versionComponent, columns, roles, all, typeSources, adoptsNullVersions);
    }

    Declaration<R, ID> types(ColumnTypes source) {
        List<ColumnTypes> sources = new ArrayList<>(typeSources);
        sources.add(requireNonNull(source, "types must not be null"));
        return copy(
                name, idComponents, versionComponent, columns, roles, types, List.copyOf(sources), adoptsNullVersions);
    }

    Declaration<R, ID> adoptNullVersions() {
        return copy(name, idComponents, versionComponent, columns, roles, types, typeSources, true);
    }

    /** Whether a line names the components of the id; else it is {@code id} by convention. */
    boolean namesId() {
        return !idComponents.equals(CONVENTION);
    }

    /** The table and the row's class, as messages show them. */
    public String where() {
        return name + " (" + rowType.getSimpleName() + ")";
    }

    private Declaration<R, ID> copy(
            String newName,
            List<String> newIdComponents,
            String newVersionComponent,
            Map<String, String> newColumns,
            Map<String, Column.Role> newRoles,
            Map<String, ColumnType<?>> newTypes,
            List<ColumnTypes> newTypeSources,
            boolean adopts) {
        return new Declaration<>(
                rowType,
                shape,
                idType,
                newName,
                newIdComponents,
                newVersionComponent,
                newColumns,
                newRoles,
                newTypes,
                newTypeSources,
                nested,
                fixed,
                defaults,
                adopts,
                readsBack,
                versioning);
    }

    Declaration<R, ID> readBack() {
        return copy(nested, fixed, defaults, true, versioning);
    }

    Declaration<R, ID> with(VersionSource source) {
        return copy(nested, fixed, defaults, readsBack, Versioning.of(source));
    }

    Declaration<R, ID> comparing(List<String> components) {
        components.forEach(this::check);
        return copy(nested, fixed, defaults, readsBack, new Versioning(VersionSource.COMPARED, components));
    }

    public VersionSource versions() {
        return versioning.source();
    }

    Declaration<R, ID> nested(String component, String prefix) {
        check(component);
        requireNonNull(prefix, "prefix must not be null");
        if (!prefix.isEmpty()) {
            Names.check(prefix);
        }
        return copy(plus(nested, component, prefix), fixed, defaults, readsBack, versioning);
    }

    Declaration<R, ID> fixed(FixedColumn one) {
        Optional<FixedColumn> marked = one.mark() == null ? Optional.empty() : FixedColumn.marked(this);
        if (marked.isPresent() || fixed.stream().anyMatch(one::hasNameOf)) {
            throw new MappingException(where()
                    + marked.map(other -> ": the column " + other + " marks deleted rows already")
                            .orElse(": the column " + one + " is fixed already"));
        }
        List<FixedColumn> all = Stream.concat(fixed.stream(), Stream.of(one)).toList();
        return copy(nested, all, defaults, readsBack, versioning);
    }

    Declaration<R, ID> defaults(List<String> components) {
        components.forEach(this::check);
        Set<String> all = Stream.concat(defaults.stream(), components.stream()).collect(Collectors.toUnmodifiableSet());
        return copy(nested, fixed, all, readsBack, versioning);
    }

    /** The same of the rows that a delete has marked. */
    Declaration<R, ID> ofDeleted() {
        List<FixedColumn> all = fixed.stream().map(FixedColumn::ofDeleted).toList();
        return copy(nested, all, defaults, readsBack, versioning);
    }

    private Declaration<R, ID> copy(
            Map<String, String> newNested,
            List<FixedColumn> newFixed,
            Set<String> newDefaults,
            boolean isReadBack,
            Versioning newVersioning) {
        return new Declaration<>(
                rowType,
                shape,
                idType,
                name,
                idComponents,
                versionComponent,
                columns,
                roles,
                types,
                typeSources,
                newNested,
                newFixed,
                newDefaults,
                adoptsNullVersions,
                isReadBack,
                newVersioning);
    }

    /** The version at which a new row begins whose id was never used; without meaning where the database makes it. */
    public long firstVersion() {
        return versioning.first();
    }

    /** The same of a row whose id has these values. */
    public long firstVersion(@Nullable Object[] idValues) {
        return versioning.first(idValues);
    }

    /** A row was deleted at this version. */
    public void ended(@Nullable Object[] idValues, long lastVersion) {
        versioning.ended(idValues, lastVersion);
    }

    /** Each table is hashed when it is declared: by its main parts, for a record's own way takes long the first time. */
    @Override
    public int hashCode() {
        int hash = 31 * rowType.hashCode() + name.hashCode();
        return fixed.isEmpty() ? hash : 31 * hash + fixed.hashCode();
    }

    /** What a component is for. */
    Column.Role role(String component) {
        if (idComponents.contains(component)) {
            return Column.Role.ID;
        }
        return component.equals(versionComponent)
                ? Column.Role.VERSION
                : roles.getOrDefault(component, Column.Role.VERSIONED);
    }

    /** A component of the row, of a nested id by its own name, or of another record in the row by its path. */
    private void check(String component) {
        requireNonNull(component, "component must not be null");
        List<String> known = new ArrayList<>(shape.names());
        if (idType.isRecord()) {
            known.addAll(RowShape.ofRecord(idType).names());
        }
        String first = component.split("\\.", 2)[0];
        if (!known.contains(first)) {
            throw new MappingException(where() + ": there is no component " + component + "; there are "
                    + known.stream().distinct().collect(Collectors.joining(", "))
                    + ". (Lines name the record's components; column(component, column) names a column.)");
        }
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        Map<String, V> more = new HashMap<>(map);
        more.put(key, value);
        return Map.copyOf(more);
    }
}
