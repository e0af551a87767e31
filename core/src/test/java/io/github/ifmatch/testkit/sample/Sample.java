package io.github.ifmatch.testkit.sample;

import io.github.ifmatch.Table;
import io.github.ifmatch.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A built-in column type, the column that it stands in, and values that are at its edges. Immutable.
 *
 * @param <T> the Java type
 */
public record Sample<T>(Class<T> javaType, String sqlType, List<T> values) {

    /** A row of one value; its class is erased, so the table says the column's type. */
    public record Row(long id, Object value, long version) {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Sample<T> of(Class<T> javaType, String sqlType, T... values) {
        return new Sample<>(javaType, sqlType, List.of(values));
    }

    public Table<Row, Long> table() {
        return Table.of(Row.class, Long.class)
                .named("samples")
                .column("value", "sample")
                .type("value", ColumnType.of(javaType));
    }

    /** The sample with those of its values that are accepted. */
    public Sample<T> where(Predicate<? super T> accepted) {
        return new Sample<>(javaType, sqlType, values.stream().filter(accepted).toList());
    }

    /** The sample in a column of another type. */
    public Sample<T> in(String newSqlType) {
        return new Sample<>(javaType, newSqlType, values);
    }

    /** Every value, with NULL before, between and behind. */
    public List<T> valuesAndNulls() {
        List<T> all = new ArrayList<>();
        all.add(null);
        for (T value : values) {
            all.add(value);
            all.add(null);
        }
        return all;
    }

    @Override
    public String toString() {
        return javaType.getSimpleName() + " in " + sqlType;
    }
}
