package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Mapping} of a {@link Declaration}, or says what is wrong with it. */
final class MappingBuilder<R, ID> {

    private final Declaration<R, ID> declaration;
    private final Map<String, RecordComponent> components;
    private final List<Column> columns = new ArrayList<>();
    private Mapping.@Nullable Nested nested;

    MappingBuilder(Declaration<R, ID> declaration) {
        this.declaration = declaration;
        this.components = byName(declaration.rowType());
    }

    Mapping<R, ID> build() throws IncompleteMapping {
        requireVersion();
        requireId();
        for (RecordComponent component : declaration.rowType().getRecordComponents()) {
            add(component);
        }
        checkNames();
        checkLines();
        checkRoles();
        Column version = columns.stream()
                .filter(column -> column.role() == Column.Role.VERSION)
                .findFirst()
                .orElseThrow();
        return new Mapping<>(
                declaration,
                List.copyOf(columns),
                rowId(),
                version,
                Handles.constructor(declaration.rowType()),
                nested);
    }

    private void requireVersion() throws IncompleteMapping {
        String name = declaration.versionComponent();
        RecordComponent component = components.get(name);
        if (component != null && Versions.isVersion(component.getType())) {
            return;
        }
        String problem = declaration.where()
                + (component == null
                        ? ": no component is named " + name + ", the version"
                        : ": the version " + name + " must be a short, int or long: "
                                + component.getType().getName());
        require(problem, "version(…)", candidates(candidate -> Versions.isVersion(candidate.getType())));
    }

    private void requireId() throws IncompleteMapping {
        for (String name : declaration.idComponents()) {
            RecordComponent component = components.get(name);
            boolean fits = component != null
                    && (Primitives.wrapper(component.getType()) == declaration.idType() || isPartOfId(component));
            if (fits) {
                continue;
            }
            String problem = declaration.where()
                    + (component == null
                            ? ": no component is named " + name + ", the id"
                            : ": the id " + name + " is a "
                                    + component.getType().getName() + ", not a "
                                    + declaration.idType().getName());
            require(
                    problem,
                    "id(…)",
                    candidates(
                            other -> Primitives.wrapper(other.getType()) == declaration.idType() || isPartOfId(other)));
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

    private void checkComposite() {
        boolean isWhole = declaration.idComponents().stream()
                .anyMatch(name -> Primitives.wrapper(component(name).getType()) == declaration.idType());
        if (isWhole && declaration.idComponents().size() > 1) {
            throw new MappingException(declaration.where() + ": the id of several components ("
                    + String.join(", ", declaration.idComponents())
                    + ") needs an id class that is a record of just these, not "
                    + declaration.idType().getName());
        }
        if (isFlatComposite()
                && !byName(declaration.idType())
                        .keySet()
                        .equals(Map.copyOf(idComponents()).keySet())) {
            throw new MappingException(declaration.where() + ": the id class "
                    + declaration.idType().getSimpleName() + " must have just the components "
                    + String.join(", ", declaration.idComponents()));
        }
    }

    private Map<String, RecordComponent> idComponents() {
        return declaration.idComponents().stream().collect(Collectors.toMap(name -> name, components::get));
    }

    private String candidates(Predicate<RecordComponent> test) {
        return Arrays.stream(declaration.rowType().getRecordComponents())
                .filter(component -> !component.getName().equals(declaration.versionComponent()))
                .filter(component -> !declaration.idComponents().contains(component.getName()))
                .filter(test)
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }

    private boolean isPartOfId(RecordComponent component) {
        if (!declaration.idType().isRecord()) {
            return false;
        }
        RecordComponent part = byName(declaration.idType()).get(component.getName());
        return part != null && part.getType() == component.getType();
    }

    private RecordComponent component(String name) {
        return requireNonNull(components.get(name));
    }

    /** Whether the id's columns are components of the row itself, and the id class a record of the same. */
    private boolean isFlatComposite() {
        return component(declaration.idComponents().get(0)).getType() != declaration.idType()
                && declaration.idType().isRecord();
    }

    private void add(RecordComponent component) throws IncompleteMapping {
        MethodHandle accessor = Handles.accessor(declaration.rowType(), component);
        boolean isId = declaration.idComponents().contains(component.getName());
        if (!isId || !component.getType().isRecord() || typeOf(component).isPresent()) {
            columns.add(column(component, accessor, role(component.getName())));
            return;
        }
        int start = columns.size();
        for (RecordComponent part : component.getType().getRecordComponents()) {
            MethodHandle partAccessor = Handles.accessor(component.getType(), part);
            columns.add(column(part, MethodHandles.filterReturnValue(accessor, partAccessor), Column.Role.ID));
        }
        nested = new Mapping.Nested(start, columns.size() - start, Handles.constructor(component.getType()));
    }

    private Column.Role role(String component) {
        if (declaration.idComponents().contains(component)) {
            return Column.Role.ID;
        }
        return component.equals(declaration.versionComponent())
                ? Column.Role.VERSION
                : declaration.roles().getOrDefault(component, Column.Role.VERSIONED);
    }

    @SuppressWarnings("unchecked")
    private Column column(RecordComponent component, MethodHandle accessor, Column.Role role) throws IncompleteMapping {
        ColumnType<Object> type = (ColumnType<Object>) typeOf(component)
                .orElseThrow(() -> new IncompleteMapping(declaration.where() + ": the component "
                        + component.getName() + " ("
                        + component.getGenericType().getTypeName()
                        + ") has no column type; give it one with type(\"" + component.getName() + "\", …)"));
        if (role == Column.Role.VERSION && declaration.adoptsNullVersions()) {
            type = new Versions.Adopted(type, Versions.exactly(component.getType(), 0));
        }
        String name = declaration.columns().getOrDefault(component.getName(), Names.snakeCase(component.getName()));
        return new Column(declaration.name(), component.getName(), name, component.getType(), type, role, accessor);
    }

    private Optional<? extends ColumnType<?>> typeOf(RecordComponent component) {
        ColumnType<?> own = declaration.types().get(component.getName());
        if (own != null) {
            return Optional.of(own);
        }
        Type javaType = component.getType().isPrimitive()
                ? Primitives.wrapper(component.getType())
                : component.getGenericType();
        List<ColumnTypes> sources = new ArrayList<>(declaration.typeSources());
        sources.addAll(Services.load(ColumnTypes.class));
        for (ColumnTypes source : sources) {
            Optional<? extends ColumnType<?>> type = source.find(javaType);
            if (type.isPresent()) {
                return type;
            }
        }
        return BuiltInTypes.find(Primitives.wrapper(component.getType()));
    }

    /** Two columns that swap their names do so in two lines. */
    private void checkNames() throws IncompleteMapping {
        Map<String, Column> seen = new HashMap<>();
        for (Column column : columns) {
            Column other = seen.put(Names.bare(column.name()).toLowerCase(Locale.ROOT), column);
            if (other != null) {
                throw new IncompleteMapping(declaration.where() + ": the components " + other.component() + " and "
                        + column.component() + " both name the column " + column.name());
            }
        }
    }

    /** A line for a component that has no column of its own would be lost: a nested id, or a part of an id of one column. */
    private void checkLines() throws IncompleteMapping {
        Set<String> lines = new TreeSet<>(declaration.columns().keySet());
        lines.addAll(declaration.types().keySet());
        lines.addAll(declaration.roles().keySet());
        columns.forEach(column -> lines.remove(column.component()));
        if (!lines.isEmpty()) {
            throw new IncompleteMapping(declaration.where() + ": no column is made of the component "
                    + String.join(", ", lines) + "; there are columns of "
                    + columns.stream().map(Column::component).collect(Collectors.joining(", ")));
        }
    }

    private void checkRoles() {
        for (Map.Entry<String, Column.Role> line : declaration.roles().entrySet()) {
            Column.Role role = columns.stream()
                    .filter(column -> column.component().equals(line.getKey()))
                    .findFirst()
                    .orElseThrow()
                    .role();
            if (role != line.getValue()) {
                throw new MappingException(declaration.where() + ": the component " + line.getKey() + " is the "
                        + role.name().toLowerCase(Locale.ROOT) + ", it cannot be "
                        + line.getValue().name().toLowerCase(Locale.ROOT));
            }
        }
        if (role(declaration.versionComponent()) == Column.Role.ID) {
            throw new MappingException(declaration.where() + ": the component " + declaration.versionComponent()
                    + " cannot be both the id and the version");
        }
    }

    private RowId<R, ID> rowId() {
        List<Column> idColumns = columns.stream()
                .filter(column -> column.role() == Column.Role.ID)
                .toList();
        Class<ID> type = declaration.idType();
        if (nested != null) {
            RecordComponent component = component(declaration.idComponents().get(0));
            MethodHandle ofRow = Handles.accessor(declaration.rowType(), component);
            return new RowId<>(type, idColumns, ofRow, parts(type, idColumns), nested.constructor());
        }
        if (isFlatComposite()) {
            List<Column> ordered = Arrays.stream(type.getRecordComponents())
                    .map(part -> idColumns.stream()
                            .filter(column -> column.component().equals(part.getName()))
                            .findFirst()
                            .orElseThrow())
                    .toList();
            return new RowId<>(type, ordered, null, parts(type, ordered), Handles.constructor(type));
        }
        return new RowId<>(type, idColumns, idColumns.get(0).accessor(), List.of(), null);
    }

    private static List<MethodHandle> parts(Class<?> idType, List<Column> idColumns) {
        Map<String, RecordComponent> parts = byName(idType);
        return idColumns.stream()
                .map(column -> Handles.accessor(idType, requireNonNull(parts.get(column.component()))))
                .toList();
    }

    private static Map<String, RecordComponent> byName(Class<?> recordType) {
        return Arrays.stream(recordType.getRecordComponents())
                .collect(Collectors.toMap(
                        RecordComponent::getName, component -> component, (a, b) -> a, LinkedHashMap::new));
    }
}
