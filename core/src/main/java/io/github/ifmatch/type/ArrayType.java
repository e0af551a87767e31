package io.github.ifmatch.type;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One-dimensional SQL arrays, as Java arrays of wrappers or primitives. Immutable.
 *
 * @param javaType the array's class
 * @param sqlName the element's type as {@link java.sql.Connection#createArrayOf} takes it
 */
record ArrayType<A>(Class<A> javaType, String sqlName) implements ColumnType<A> {

    private static final Map<Class<?>, String> SQL_NAMES = Map.ofEntries(
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(short.class, "smallint"),
            Map.entry(Short.class, "smallint"),
            Map.entry(int.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(long.class, "bigint"),
            Map.entry(Long.class, "bigint"),
            Map.entry(float.class, "float4"),
            Map.entry(Float.class, "float4"),
            Map.entry(double.class, "float8"),
            Map.entry(Double.class, "float8"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(String.class, "varchar"),
            Map.entry(UUID.class, "uuid"));

    /** The elements have the column's scale, as a decimal of its own has. */
    private static final Comparator<@Nullable BigDecimal> BY_NUMBER = Comparator.nullsFirst(Comparator.naturalOrder());

    static <A> Optional<ArrayType<A>> find(Class<A> javaType) {
        return Optional.ofNullable(javaType.getComponentType())
                .map(SQL_NAMES::get)
                .map(name -> new ArrayType<>(javaType, name));
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable A value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.ARRAY);
            return;
        }
        Object[] elements = new Object[Array.getLength(value)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Array.get(value, i);
        }
        java.sql.Array array = statement.getConnection().createArrayOf(sqlName, elements);
        statement.setArray(index, array);
    }

    @Override
    public @Nullable A read(ResultSet row, int index) throws SQLException {
        java.sql.Array stored = row.getArray(index);
        if (stored == null) {
            return null;
        }
        try {
            return made(stored.getArray());
        } finally {
            stored.free();
        }
    }

    @Override
    public boolean same(A one, A other) {
        return one instanceof BigDecimal[] decimals
                ? Arrays.equals(decimals, (BigDecimal[]) other, BY_NUMBER)
                : Objects.deepEquals(one, other);
    }

    private A made(Object elements) {
        int length = Array.getLength(elements);
        Object copy = Array.newInstance(javaType.getComponentType(), length);
        for (int i = 0; i < length; i++) {
            Object element = Array.get(elements, i);
            if (element == null && javaType.getComponentType().isPrimitive()) {
                throw new UnreadableException("element " + (i + 1) + " of the array is NULL, which "
                        + javaType.getSimpleName() + " cannot hold: declare an array of the wrapper class");
            }
            Array.set(copy, i, narrowed(element));
        }
        return javaType.cast(copy);
    }

    /** A SMALLINT is an Integer to JDBC (4.2, table B-3), and so to the arrays of some drivers. */
    private @Nullable Object narrowed(@Nullable Object element) {
        Class<?> wanted = javaType.getComponentType();
        return element instanceof Integer number && (wanted == short.class || wanted == Short.class)
                ? (Object) BigInteger.valueOf(number).shortValueExact()
                : element;
    }
}
