package io.github.ifmatch.dialects;

import io.github.ifmatch.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values stand in SQLite's columns, which take any value whatever their type is called: numbers that fit, and texts that say all
 * of a value. Thread-safe.
 */
final class SqliteTypes {

    /** So many digits a decimal may have before or after its point, where it is written without an exponent. */
    private static final int PLAIN_DIGITS = 1_000;

    private static final Map<Class<?>, ColumnType<?>> TYPES = Map.ofEntries(
            Map.entry(Byte.class, new Whole<>(Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue)),
            Map.entry(Short.class, new Whole<>(Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue)),
            Map.entry(Integer.class, new Whole<>(Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue)),
            Map.entry(Long.class, new Whole<>(Long.MIN_VALUE, Long.MAX_VALUE, Long::longValue)),
            Map.entry(UUID.class, new Text<>(UUID::toString, UUID::fromString, UUID::equals)),
            Map.entry(
                    BigDecimal.class,
                    new Text<>(SqliteTypes::decimal, BigDecimal::new, (one, other) -> one.compareTo(other) == 0)),
            Map.entry(
                    BigInteger.class,
                    new Text<BigInteger>(
                            BigInteger::toString,
                            text -> new BigDecimal(text).toBigIntegerExact(),
                            BigInteger::equals)));

    /** The same by the built-in types that they stand for: a component's class may be less than its type. */
    private static final Map<ColumnType<?>, ColumnType<?>> BY_BUILT_IN = byBuiltIn();

    private SqliteTypes() {}

    private static Map<ColumnType<?>, ColumnType<?>> byBuiltIn() {
        Map<ColumnType<?>, ColumnType<?>> types = new HashMap<>();
        TYPES.forEach((javaType, type) -> types.put(ColumnType.of(javaType), type));
        SqliteTimes.TYPES.forEach((javaType, type) -> types.put(ColumnType.of(javaType), type));
        return Map.copyOf(types);
    }

    /** The type as SQLite wants it bound and read. */
    @SuppressWarnings("unchecked") // each is kept under the one of its own class
    static ColumnType<Object> adapt(ColumnType<Object> type) {
        return (ColumnType<Object>) BY_BUILT_IN.getOrDefault(type, type);
    }

    /** With its scale, which an exponent would hide from whoever reads the table. */
    private static String decimal(BigDecimal value) {
        boolean isPlain = Math.abs((long) value.scale()) <= PLAIN_DIGITS;
        return isPlain ? value.toPlainString() : value.toString();
    }

    /** A whole number of some width: the driver would cut off what does not fit, and make 0 of a text. */
    private record Whole<T extends Number>(long first, long last, Function<Long, T> narrow) implements ColumnType<T> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable T value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.BIGINT);
            } else {
                statement.setLong(index, value.longValue());
            }
        }

        @Override
        public @Nullable T read(ResultSet row, int index) throws SQLException {
            Object value = row.getObject(index);
            if (value == null) {
                return null;
            }
            if (!(value instanceof Integer) && !(value instanceof Long)) {
                throw new ArithmeticException("no whole number");
            }
            long number = ((Number) value).longValue();
            if (number < first || number > last) {
                throw new ArithmeticException("too large");
            }
            return narrow.apply(number);
        }
    }

    /**
     * A value that stands as text.
     *
     * @param sameness whether two of them mean the same
     */
    record Text<T>(Function<T, String> writing, Function<String, T> reading, BiPredicate<T, T> sameness)
            implements ColumnType<T> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable T value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.VARCHAR);
            } else {
                statement.setString(index, writing.apply(value));
            }
        }

        @Override
        public @Nullable T read(ResultSet row, int index) throws SQLException {
            String text = row.getString(index);
            return text == null ? null : reading.apply(text);
        }

        @Override
        public boolean same(T one, T other) {
            return sameness.test(one, other);
        }
    }
}
