package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the columns of a {@link Declaration}, one component after the other. */
final class ColumnMaker {

    private final Declaration<?, ?> declaration;
    private final List<ColumnTypes> sources;
    private final List<Column> columns = new ArrayList<>();
    private final List<Mapping.Nested> nested = new ArrayList<>();
    private boolean isIdNested;

    ColumnMaker(Declaration<?, ?> declaration) {
        this.declaration = declaration;
        this.sources = new ArrayList<>(declaration.typeSources());
        this.sources.addAll(Services.load(ColumnTypes.class));
    }

    List<Column> columns() {
        return List.copyOf(columns);
    }

    /** The records in the record, from left to right, each before what is nested in itself. */
    List<Mapping.Nested> nested() {
        return List.copyOf(nested);
    }

    /** Whether the id is a record of several columns. */
    boolean isIdNested() {
        return isIdNested;
    }

    /** What is wrong with a component whose column is to be left to its default where it is null; empty if nothing is. */
    Optional<String> undefaulted() {
        return columns.stream()
                .filter(column -> declaration.defaults().contains(column.component()))
                .filter(column -> !column.takes(null) || !column.isInserted())
                .map(column -> "the component " + column.component()
                        + (column.isInserted() ? " cannot be null" : " is not written by an insert")
                        + ", so its column is never left to a default")
                .findFirst();
    }

    /** Makes the columns of one component of the row. */
    void add(RowShape.Part component) {
        boolean isId = declaration.idComponents().contains(component.name());
        if (isId
                && component.type().isRecord()
                && typeOf(component.name(), component).isEmpty()) {
            addId(component);
        } else {
            add(component, component.name(), "", component.accessor(), false);
        }
    }

    /** An id of several columns, which go by their own names. */
    private void addId(RowShape.Part component) {
        isIdNested = true;
        RowShape<?> shape = RowShape.ofRecord(component.type());
        nested.add(new Mapping.Nested(columns.size(), shape.parts().size(), shape.constructor(), false));
        for (RowShape.Part part : shape.parts()) {
            MethodHandle accessor = Handles.through(component.accessor(), part.accessor());
            columns.add(column(part, part.name(), "", accessor, Column.Role.ID, part.type()));
        }
    }

    private void add(RowShape.Part part, String path, String prefix, MethodHandle accessor, boolean isInner) {
        Optional<String> inner = inner(part, path);
        if (inner.isEmpty()) {
            Class<?> type = isInner ? Primitives.wrapper(part.type()) : part.type();
            columns.add(column(part, path, prefix, accessor, declaration.role(path), type));
            return;
        }
        if (!part.type().isRecord()) {
            throw new MappingException(declaration.where() + ": the component " + path + " ("
                    + part.type().getName() + ") is not a record, so it has no columns of its own");
        }
        RowShape<?> shape = RowShape.ofRecord(part.type());
        nested.add(new Mapping.Nested(columns.size(), shape.parts().size(), shape.constructor(), true));
        for (RowShape.Part each : shape.parts()) {
            MethodHandle through = Handles.through(accessor, each.accessor());
            add(each, path + "." + each.name(), prefix + prefix(inner.get()), through, true);
        }
    }

    /** The prefix of the columns of a record in the record; empty if it is a column itself. */
    private Optional<String> inner(RowShape.Part part, String path) {
        if (declaration.types().containsKey(path)) {
            return Optional.empty();
        }
        Optional<String> declared = Optional.ofNullable(declaration.nested().get(path));
        return declared.isPresent() ? declared : first(source -> source.nested(part.annotations()));
    }

    private static String prefix(String given) {
        String name = Names.snakeCase(given);
        return name.isEmpty() || name.endsWith("_") ? name : name + "_";
    }

    @SuppressWarnings("unchecked")
    private Column column(
            RowShape.Part part,
            String path,
            String prefix,
            MethodHandle accessor,
            Column.Role role,
            Class<?> javaType) {
        ColumnType<?> found = typeOf(path, part).orElse(null);
        ColumnType<Object> type = found == null
                ? new UntypedColumn(
                        "component " + path + " (" + part.genericType().getTypeName() + ")",
                        path,
                        part.type().isRecord())
                : (ColumnType<Object>) found;
        if (role == Column.Role.VERSION && declaration.adoptsNullVersions()) {
            type = new Versions.Adopted(type, Versions.exactly(part.type(), 0));
        }
        String name = columnName(part, path, prefix);
        return new Column(declaration.name(), path, name, javaType, type, role, accessor, part.isRequired());
    }

    private String columnName(RowShape.Part part, String path, String prefix) {
        String given = declaration.columns().get(path);
        return given != null
                ? given
                : prefix
                        + first(source -> source.columnName(part.annotations()))
                                .orElseGet(() -> Names.snakeCase(part.name()));
    }

    private Optional<? extends ColumnType<?>> typeOf(String path, RowShape.Part part) {
        ColumnType<?> own = declaration.types().get(path);
        if (own != null) {
            return Optional.of(own);
        }
        Type javaType = part.type().isPrimitive() ? Primitives.wrapper(part.type()) : part.genericType();
        AnnotatedElement annotations = part.annotations();
        Optional<ColumnType<?>> found =
                first(source -> source.find(javaType, annotations).map(Function.identity()));
        return found.isPresent() ? found : ColumnType.find(Primitives.wrapper(part.type()));
    }

    private <T> Optional<T> first(Function<ColumnTypes, Optional<T>> question) {
        return sources.stream().map(question).flatMap(Optional::stream).findFirst();
    }
}
