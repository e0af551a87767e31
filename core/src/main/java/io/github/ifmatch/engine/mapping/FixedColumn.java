package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.ColumnType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A column that holds one value in all rows of a table, which no row shows: a part of every id. Immutable. */
record FixedColumn(String name, Object value) {

    static FixedColumn of(Declaration<?, ?> declaration, String name, Object value) {
        requireNonNull(value, "value must not be null");
        if (ColumnType.find(value.getClass()).isEmpty()) {
            throw new MappingException(declaration.where() + ": the value of the fixed column " + name + " is a "
                    + value.getClass().getName() + ", which has no built-in column type");
        }
        return new FixedColumn(name, value);
    }

    boolean hasNameOf(FixedColumn other) {
        return hasName(other.name);
    }

    private boolean hasName(String other) {
        return Names.bare(name)
                .toLowerCase(Locale.ROOT)
                .equals(Names.bare(other).toLowerCase(Locale.ROOT));
    }

    /** The column; its accessor takes any row, and gives the value. */
    @SuppressWarnings("unchecked")
    Column column(Declaration<?, ?> declaration) {
        MethodHandle accessor =
                MethodHandles.dropArguments(MethodHandles.constant(Object.class, value), 0, Object.class);
        ColumnType<Object> type = (ColumnType<Object>) ColumnType.of(value.getClass());
        return new Column(declaration.name(), name, name, value.getClass(), type, Column.Role.ID, accessor, true);
    }

    /** What is wrong if a write of the row would set such a column, too; empty if none would. */
    static Optional<String> clash(Declaration<?, ?> declaration, List<Column> columns) {
        return declaration.fixed().stream()
                .flatMap(fixed -> columns.stream()
                        .filter(column -> column.role() != Column.Role.GENERATED && fixed.hasName(column.name()))
                        .map(column -> "the column " + fixed + " is fixed, so the component " + column.component()
                                + " cannot be written to it; declare it as generated, or leave it out"))
                .findFirst();
    }

    /** The value is no business of messages. */
    @Override
    public String toString() {
        return name;
    }
}
