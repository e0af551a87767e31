package io.github.ifmatch.engine.batch;

import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.type.ColumnType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of many writes as one statement for all of them takes them. Immutable.
 *
 * @param columns one array for each column, of its class, with a value for each row
 * @param types the values' classes, one for each column
 */
record SetValues(List<@Nullable Object[]> columns, List<Class<?>> types) {

    /** What a text or a binary value may take as part of a statement, before the rest is sent by another one. */
    static final int CHARACTERS_PER_STATEMENT = 8_000_000;

    private static final SetValues NONE = new SetValues(List.of(), List.of());

    /** The values of these writes; none if one of them cannot be told, or those of one column are not of one class. */
    static <R> SetValues of(List<Change<R>> changes) {
        CapturedValue captured = new CapturedValue();
        List<Column> bound = changes.get(0).sql().bound();
        List<@Nullable Object[]> rows = changes.stream().map(Change::values).toList();
        List<@Nullable Object[]> columns = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            @Nullable Object[] values = read(captured, bound.get(i), i, rows);
            if (values == null) {
                return NONE;
            }
            columns.add(values);
            types.add(values.getClass().getComponentType());
        }
        return new SetValues(columns, types);
    }

    /** Reads one column, into an array of its values' class; null if they have none in common. */
    private static @Nullable Object @Nullable [] read(
            CapturedValue captured, Column column, int index, List<@Nullable Object[]> rows) {
        @Nullable Object[] values = null;
        boolean isBoundAsItIs = false;
        for (int row = 0; row < rows.size(); row++) {
            Object value = rows.get(row)[index];
            if (value != null && !isBoundAsItIs) {
                CapturedValue.Bound bound = captured.of(column, value);
                if (!bound.isKnown()) {
                    return null;
                }
                isBoundAsItIs = values == null && isBoundAsItIs(column.type(), value); // then so are the others
                value = bound.value();
            }
            if (value == null) {
                continue;
            }
            if (values == null) {
                values = of(value.getClass(), rows.size());
            } else if (values.getClass().getComponentType() != value.getClass()) {
                return null;
            }
            values[row] = value;
        }
        if (values != null) {
            return values;
        }
        Class<?> type = typeOfNull(captured, column);
        return type == null ? null : of(type, rows.size());
    }

    private static boolean isBoundAsItIs(ColumnType<Object> type, Object value) {
        return type.isBuiltIn() && type.plain(value).orElse(null) == value;
    }

    private static @Nullable Object[] of(Class<?> type, int length) {
        return (Object[]) Array.newInstance(type, length);
    }

    private static @Nullable Class<?> typeOfNull(CapturedValue captured, Column column) {
        CapturedValue.Bound bound = captured.ofNull(column);
        return bound.isKnown() && bound.value() == null ? bound.type() : null;
    }

    boolean isNone() {
        return columns.isEmpty();
    }

    /** How many rows, of those from here on, one statement takes: so many that their texts do not get too long. */
    int fitting(int from, int rows) {
        int[] texts = textColumns();
        long characters = 0;
        for (int row = from; row < rows; row++) {
            for (int column : texts) {
                characters += characters(columns.get(column)[row]);
            }
            if (characters > CHARACTERS_PER_STATEMENT && row > from) {
                return row - from;
            }
        }
        return rows - from;
    }

    private int[] textColumns() {
        return IntStream.range(0, types.size())
                .filter(i -> types.get(i) == String.class
                        || types.get(i) == BatchStatement.Untyped.class
                        || types.get(i).isArray())
                .toArray();
    }

    /** About; an element of an array is taken for a number. */
    private static long characters(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof BatchStatement.Untyped untyped) {
            return untyped.text().length();
        }
        if (value instanceof byte[] bytes) {
            return 2L * bytes.length;
        }
        if (value instanceof String[] texts) {
            long sum = 0;
            for (String text : texts) {
                sum += characters(text);
            }
            return sum;
        }
        return value == null ? 0 : 20L * Array.getLength(value);
    }

    /** The values of some of the rows. */
    SetValues part(int from, int to) {
        return new SetValues(
                columns.stream()
                        .map(values -> Arrays.copyOfRange(values, from, to))
                        .toList(),
                types);
    }
}
