package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.VersionSource;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Mapping} of a {@link Declaration}, or says what is wrong with it. */
final class MappingBuilder<R, ID> {

    private final Declaration<R, ID> declaration;
    private final Map<String, RowShape.Part> components;
    private List<Column> columns = List.of();
    private boolean isIdNested;
    private @Nullable String gap;

    MappingBuilder(Declaration<R, ID> declaration) {
        this.declaration = declaration;
        this.components = byName(declaration.shape());
    }

    Mapping<R, ID> build() throws IncompleteMapping {
        requireVersion();
        requireId();
        ColumnMaker maker = new ColumnMaker(declaration);
        for (RowShape.Part component : declaration.shape().parts()) {
            maker.add(component);
        }
        columns = maker.columns();
        isIdNested = maker.isIdNested();
        checkTypes();
        checkNames();
        checkLines();
        checkRoles();
        Column version = columns.stream()
                .filter(column -> column.role() == Column.Role.VERSION)
                .findFirst()
                .orElseThrow();
        declaration.versioning().problem(columns, version).ifPresent(this::lacks);
        RowId<R, ID> id = rowId().with(declaration);
        FixedColumn.clash(declaration, columns).ifPresent(this::lacks);
        maker.undefaulted().ifPresent(this::lacks);
        return new Mapping<>(
                declaration, columns, id, version, declaration.shape().constructor(), maker.nested(), gap);
    }

    private void requireVersion() throws IncompleteMapping {
        String name = declaration.versionComponent();
        RowShape.Part component = components.get(name);
        if (component != null && isVersion(component)) {
            checkSource();
            return;
        }
        if (component != null && Versions.isTime(component.type())) {
            throw new IncompleteMapping(declaration.where() + ": the version " + name + " is a time; say who sets it:"
                    + " versions(VersionSource.TIME), or, if the database does, versions(VersionSource.DATABASE)");
        }
        boolean isTime = declaration.versions() == VersionSource.TIME;
        if (component != null && Versions.isUuid(component.type()) && !isTime) {
            throw new IncompleteMapping(declaration.where() + ": the version " + name + " is a UUID; say who makes it:"
                    + " versions(VersionSource.RANDOM), or, if the database does, versions(VersionSource.DATABASE)");
        }
        String types = isTime ? "an Instant, OffsetDateTime or LocalDateTime" : "a short, int or long";
        String problem = component == null
                ? ": no component is named " + name + ", the version"
                : ": the version " + name + " must be " + types + ": "
                        + component.type().getName();
        require(
                declaration.where() + problem,
                "version(…)",
                candidates(other -> Versions.isTime(other.type()) || (!isTime && isNumbered(other.type()))));
    }

    private boolean isVersion(RowShape.Part component) {
        Class<?> type = component.type();
        return (Versions.isTime(type) && declaration.versions().takesTimes())
                || (Versions.isUuid(type) && declaration.versions().takesUuids())
                || (Versions.isVersion(type) && declaration.versions() != VersionSource.TIME);
    }

    private static boolean isNumbered(Class<?> type) {
        return Versions.isVersion(type) || Versions.isUuid(type);
    }

    private void checkSource() {
        if (declaration.adoptsNullVersions() && !declaration.versions().isOrdered()) {
            throw new MappingException(declaration.where() + ": versions that are "
                    + declaration.versions().words() + " cannot be adopted where they are NULL");
        }
    }

    private void requireId() throws IncompleteMapping {
        for (String name : declaration.idComponents()) {
            RowShape.Part component = components.get(name);
            boolean fits = component != null
                    && (Primitives.wrapper(component.type()) == declaration.idType() || isPartOfId(component));
            if (fits) {
                continue;
            }
            String problem = declaration.where()
                    + (component == null
                            ? ": no component is named " + name + ", the id"
                            : ": the id " + name + " is a "
                                    + component.type().getName() + ", not a "
                                    + declaration.idType().getName());
            require(
                    problem,
                    "id(…)",
                    candidates(other -> Primitives.wrapper(other.type()) == declaration.idType() || isPartOfId(other)));
        }
        checkComposite();
    }

    /** Final where no other component could be meant; else a later line of the declaration may mend it. */
    private static void require(String problem, String line, String candidates) throws IncompleteMapping {
        if (candidates.isEmpty()) {
            throw new MappingException(problem + "; no other component could be it, so add one");
        }
        throw new IncompleteMapping(problem + "; if it has another name, say so with " + line + ": " + candidates);
    }

    private void checkComposite() throws IncompleteMapping {
        boolean isWhole = declaration.idComponents().stream()
                .anyMatch(name -> Primitives.wrapper(component(name).type()) == declaration.idType());
        if (isWhole && declaration.idComponents().size() > 1) {
            throw new MappingException(declaration.where() + ": the id of several components ("
                    + String.join(", ", declaration.idComponents())
                    + ") needs an id class that is a record of just these, not "
                    + declaration.idType().getName());
        }
        if (isFlatComposite()
                && !byName(RowShape.ofRecord(declaration.idType()))
                        .keySet()
                        .equals(Map.copyOf(idComponents()).keySet())) {
            String problem = declaration.where() + ": the id class "
                    + declaration.idType().getSimpleName() + " must have just the components "
                    + String.join(", ", declaration.idComponents());
            if (declaration.namesId()) {
                throw new MappingException(problem);
            }
            throw new IncompleteMapping(problem + "; if the id has others, say so with id(…)");
        }
    }

    private Map<String, RowShape.Part> idComponents() {
        return declaration.idComponents().stream().collect(Collectors.toMap(name -> name, components::get));
    }

    private String candidates(Predicate<RowShape.Part> test) {
        return declaration.shape().parts().stream()
                .filter(component -> !component.name().equals(declaration.versionComponent()))
                .filter(component -> !declaration.idComponents().contains(component.name()))
                .filter(test)
                .map(RowShape.Part::name)
                .collect(Collectors.joining(", "));
    }

    private boolean isPartOfId(RowShape.Part component) {
        if (!declaration.idType().isRecord()) {
            return false;
        }
        RowShape.Part part = byName(RowShape.ofRecord(declaration.idType())).get(component.name());
        return part != null && part.type() == component.type();
    }

    private RowShape.Part component(String name) {
        return requireNonNull(components.get(name));
    }

    /** Whether the id's columns are components of the row itself, and the id class a record of the same. */
    private boolean isFlatComposite() {
        return component(declaration.idComponents().get(0)).type() != declaration.idType()
                && declaration.idType().isRecord();
    }

    /** What neither the id nor the version needs: a later line, or the types of a database, may still give it. */
    private void lacks(String problem) {
        if (gap == null) {
            gap = declaration.where() + ": " + problem;
        }
    }

    private void checkTypes() {
        for (Column column : columns) {
            if (column.type() instanceof UntypedColumn untyped) {
                lacks(untyped.problem());
            }
        }
    }

    /** Two columns that swap their names do so in two lines. */
    private void checkNames() {
        Map<String, Column> seen = new HashMap<>();
        for (Column column : columns) {
            Column other = seen.put(Names.bare(column.name()).toLowerCase(Locale.ROOT), column);
            if (other != null) {
                lacks("the components " + other.component() + " and " + column.component() + " both name the column "
                        + column.name());
            }
        }
    }

    /** A line for a component that has no column of its own would be lost: a nested id, or a part of an id of one column. */
    private void checkLines() {
        Set<String> lines = new TreeSet<>(declaration.columns().keySet());
        lines.addAll(declaration.types().keySet());
        lines.addAll(declaration.roles().keySet());
        lines.addAll(declaration.defaults());
        lines.addAll(declaration.versioning().compared());
        columns.forEach(column -> lines.remove(column.component()));
        declaration.nested().keySet().stream()
                .filter(record ->
                        columns.stream().noneMatch(each -> each.component().startsWith(record + ".")))
                .forEach(lines::add);
        if (!lines.isEmpty()) {
            lacks("no column is made of the component " + String.join(", ", lines) + "; there are columns of "
                    + columns.stream().map(Column::component).collect(Collectors.joining(", ")));
        }
    }

    private void checkRoles() {
        for (Map.Entry<String, Column.Role> line : declaration.roles().entrySet()) {
            columns.stream()
                    .filter(column -> column.component().equals(line.getKey()))
                    .findFirst()
                    .ifPresent(column -> checkRole(column, line.getValue()));
        }
        if (declaration.role(declaration.versionComponent()) == Column.Role.ID) {
            throw new MappingException(declaration.where() + ": the component " + declaration.versionComponent()
                    + " cannot be both the id and the version");
        }
    }

    private void checkRole(Column column, Column.Role declared) {
        if (column.role() != declared) {
            throw new MappingException(declaration.where() + ": the component " + column.component() + " is the "
                    + column.role().name().toLowerCase(Locale.ROOT) + ", it cannot be "
                    + declared.name().toLowerCase(Locale.ROOT));
        }
    }

    private RowId<R, ID> rowId() {
        List<Column> idColumns = columns.stream()
                .filter(column -> column.role() == Column.Role.ID)
                .toList();
        idColumns.forEach(this::checkId);
        Class<ID> type = declaration.idType();
        RowShape.Part first = component(declaration.idComponents().get(0));
        if (isIdNested) {
            RowShape<?> shape = RowShape.ofRecord(type);
            return new RowId<>(
                    type, idColumns, first.accessor(), parts(shape, idColumns), shape.constructor(), List.of());
        }
        if (isFlatComposite()) {
            RowShape<?> shape = RowShape.ofRecord(type);
            List<Column> ordered = shape.parts().stream()
                    .map(part -> idColumns.stream()
                            .filter(column -> column.component().equals(part.name()))
                            .findFirst()
                            .orElseThrow())
                    .toList();
            return new RowId<>(type, ordered, null, parts(shape, ordered), shape.constructor(), List.of());
        }
        return new RowId<>(type, idColumns, idColumns.get(0).accessor(), List.of(), null, List.of());
    }

    /** Two arrays of the same elements are one id to the database, and two to Java. */
    private void checkId(Column column) {
        if (column.javaType().isArray() && column.javaType() != byte[].class) {
            throw new MappingException(declaration.where() + ": the id " + column.component() + " is an array of "
                    + column.javaType().getComponentType().getSimpleName()
                    + "; byte[] is the only array that can be an id");
        }
    }

    private static List<MethodHandle> parts(RowShape<?> idShape, List<Column> idColumns) {
        Map<String, RowShape.Part> parts = byName(idShape);
        return idColumns.stream()
                .map(column -> requireNonNull(parts.get(column.component())).accessor())
                .toList();
    }

    private static Map<String, RowShape.Part> byName(RowShape<?> shape) {
        return shape.parts().stream()
                .collect(Collectors.toMap(RowShape.Part::name, part -> part, (a, b) -> a, LinkedHashMap::new));
    }
}
