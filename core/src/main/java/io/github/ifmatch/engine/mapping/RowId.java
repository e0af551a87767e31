package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The id of a row: one column, or several that a record names together. Immutable.
 *
 * @param type the id's class
 * @param columns the id's columns, in the order of {@link #values}
 * @param ofRow takes the row, gives the id; null where the id is made of the columns' values
 * @param parts take the id, give one column's value each; empty for an id of one column
 * @param constructor takes the columns' values, gives the id; null for an id of one column
 * @param fixed values of the last columns, which are the same for all rows, and no part of the id's class
 */
public record RowId<R, ID>(
        Class<ID> type,
        List<Column> columns,
        @Nullable MethodHandle ofRow,
        List<MethodHandle> parts,
        @Nullable MethodHandle constructor,
        List<Object> fixed) {

    /** The same, with the fixed columns of the table. */
    RowId<R, ID> with(Declaration<?, ?> declaration) {
        List<FixedColumn> bound = declaration.fixed().stream()
                .filter(column -> !column.isUnbound())
                .toList();
        if (bound.isEmpty() && fixed.isEmpty()) {
            return this;
        }
        List<Column> all = new ArrayList<>(own());
        bound.forEach(column -> all.add(column.column(declaration)));
        List<Object> values =
                bound.stream().map(column -> requireNonNull(column.value())).toList();
        return new RowId<>(type, List.copyOf(all), ofRow, parts, constructor, values);
    }

    /** The columns of the id itself. */
    public List<Column> own() {
        return columns.subList(0, columns.size() - fixed.size());
    }

    /** Those that hold one value in all rows. */
    public List<Column> fixedColumns() {
        return columns.subList(columns.size() - fixed.size(), columns.size());
    }

    /** The row's id. */
    public ID of(R row) {
        return required(idOrNull(row));
    }

    private ID required(@Nullable Object id) {
        return whole(cast(present(id)), "row must have a whole id: ");
    }

    private Object present(@Nullable Object id) {
        if (id == null) {
            throw new IllegalArgumentException("row must have an id: " + columns.get(0) + " is null");
        }
        return id;
    }

    /** The values of a row's id as they are: perhaps null, or 0, where the database is to give one. */
    @Nullable
    public Object[] valuesOf(R row) {
        return ofRow == null
                ? Stream.concat(Arrays.stream(rowValues(row)), fixed.stream()).toArray()
                : values(cast(present(Handles.invoke(ofRow, row))));
    }

    /** No row is found by NULL: no part of an id may be. */
    private ID whole(ID id, String rule) {
        for (int i = 0; i < parts.size(); i++) {
            if (Handles.invoke(parts.get(i), id) == null) {
                throw new IllegalArgumentException(rule + columns.get(i) + " is null");
            }
        }
        return id;
    }

    private @Nullable Object idOrNull(R row) {
        return ofRow != null
                ? Handles.invoke(ofRow, row)
                : Handles.construct(requireNonNull(constructor), rowValues(row));
    }

    private @Nullable Object[] rowValues(R row) {
        return own().stream().map(column -> column.value(row)).toArray();
    }

    /** The id's values, one for each column. */
    @Nullable
    public Object[] values(ID id) {
        if (parts.isEmpty() && fixed.isEmpty()) {
            return new Object[] {id};
        }
        Stream<@Nullable Object> own =
                parts.isEmpty() ? Stream.of(id) : parts.stream().map(part -> Handles.invoke(part, id));
        return Stream.concat(own, fixed.stream()).toArray();
    }

    /** The values of an id that may be of another class. */
    List<@Nullable Object> listed(ID id) {
        return Collections.unmodifiableList(Arrays.asList(values(check(id))));
    }

    /** The values of an id of the same table whose fixed columns hold others. */
    public @Nullable Object[] refixed(@Nullable Object[] values) {
        return Stream.concat(Arrays.stream(values).limit(own().size()), fixed.stream())
                .toArray();
    }

    /** Of the values of all columns those of the id itself. */
    public @Nullable Object[] ownOf(@Nullable Object[] values) {
        return fixed.isEmpty() ? values : Arrays.copyOf(values, own().size());
    }

    /** The id that the values of its columns make. */
    public ID ofValues(@Nullable Object[] values) {
        return cast(
                constructor == null
                        ? requireNonNull(values[0], "the id of a stored row must not be NULL")
                        : Handles.construct(constructor, Arrays.copyOf(values, own().size())));
    }

    /** The id that values make which were bound to its columns; they may be of classes that JDBC takes for the columns'. */
    ID ofBound(List<? extends @Nullable Object> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "values must be one for each of the id's " + columns.size() + " columns: " + values.size());
        }
        @Nullable Object[] taken = new Object[columns.size()];
        for (int i = 0; i < taken.length; i++) {
            Column column = columns.get(i);
            taken[i] = BoundValue.as(column.javaType(), values.get(i), column.toString());
        }
        return ofValues(taken);
    }

    /** Whether the database shall give the id: it is null, or the number 0. */
    public boolean isUnset(R row) {
        return parts.isEmpty() && isNone(idOrNull(row)); // a record may refuse to be made of what is not given
    }

    private boolean isNone(@Nullable Object id) {
        return parts.isEmpty() && (id == null || isZero(id));
    }

    /** Whether a value stands for one that the database shall give. */
    public static boolean isZero(@Nullable Object value) {
        return value instanceof Number number && IdOrder.isIntegral(number) && number.longValue() == 0;
    }

    /** The row's id; null if the database shall give it. */
    @Nullable
    public ID given(R row) {
        Object id = idOrNull(row);
        return isNone(id) ? null : required(id);
    }

    /** The same of a row that is to be inserted: null, too, where the database may be to give a part of the id. */
    @Nullable
    public ID known(R row) {
        boolean isWhole = parts.isEmpty()
                || Arrays.stream(valuesOf(row)).limit(own().size()).noneMatch(value -> value == null || isZero(value));
        return isWhole ? given(row) : null;
    }

    /** The id, if it is of the declared class, and no part of it is null. */
    @CanIgnoreReturnValue
    public ID check(ID id) {
        requireNonNull(id, "id must not be null");
        if (!type.isInstance(id)) {
            throw new IllegalArgumentException("id must be a " + type.getName() + ": "
                    + ((Object) id).getClass().getName());
        }
        return whole(id, "id must be whole: ");
    }

    /** Whether Java holds two ids to be one: bytes by content, decimals by number. Of other forms only the database knows. */
    boolean same(Object one, Object other) {
        if (!type.isInstance(one) || !type.isInstance(other)) {
            return one.equals(other);
        }
        @Nullable Object[] mine = values(cast(one));
        @Nullable Object[] theirs = values(cast(other));
        return IntStream.range(0, mine.length).allMatch(i -> columns.get(i).same(mine[i], theirs[i]));
    }

    @SuppressWarnings("unchecked")
    private ID cast(Object id) {
        return (ID) id;
    }
}
