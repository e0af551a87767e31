package io.github.ifmatch.engine.sql;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Declaration;
import io.github.ifmatch.engine.mapping.Services;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a condition, each bound as a column of its class is in that table. */
public final class Argument {

    private Argument() {}

    /** A column for each argument; a null is bound as text is. */
    public static List<Column> columns(Declaration<?, ?> table, @Nullable Object[] arguments) {
        List<Column> columns = new ArrayList<>();
        for (@Nullable Object argument : requireNonNull(arguments, "arguments must not be null")) {
            columns.add(column(table, "arguments[" + columns.size() + "]", argument));
        }
        return columns;
    }

    private static Column column(Declaration<?, ?> table, String name, @Nullable Object argument) {
        Class<?> javaType = argument == null ? String.class : boundAs(argument);
        ColumnType<Object> type = find(table, javaType)
                .map(Argument::cast)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " must be of a class that a column can have: " + javaType.getName()));
        return new Column(
                table.name(),
                name,
                name,
                javaType,
                type,
                Column.Role.VERSIONED,
                MethodHandles.constant(Object.class, argument),
                false);
    }

    /** Services are looked for where nothing else knows the class: that takes time. */
    private static Optional<? extends ColumnType<?>> find(Declaration<?, ?> table, Class<?> javaType) {
        return first(table.typeSources(), javaType)
                .or(() -> ColumnType.find(javaType).map(Argument::cast))
                .or(() -> first(Services.load(ColumnTypes.class), javaType));
    }

    private static Optional<ColumnType<Object>> first(List<ColumnTypes> sources, Class<?> javaType) {
        return sources.stream()
                .flatMap(source -> source.find(javaType).stream())
                .findFirst()
                .map(Argument::cast);
    }

    /** The constants of an enum may have classes of their own. */
    private static Class<?> boundAs(Object argument) {
        return argument instanceof Enum<?> constant ? constant.getDeclaringClass() : argument.getClass();
    }

    @SuppressWarnings("unchecked")
    private static ColumnType<Object> cast(ColumnType<?> type) {
        return (ColumnType<Object>) type;
    }
}
