package io.github.ifmatch.type;

import static java.util.Objects.requireNonNull;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one Java type stands in a column: bound with the column's own JDBC type, and read back.
 *
 * <p>The types of JDBC 4.2, enums by name, {@code Instant}, {@code UUID}, {@code byte[]} and arrays are built in. A type
 * of one's own is mostly a view of one of those:
 *
 * <pre>{@code
 * ColumnType<Money> money = ColumnType.of(BigDecimal.class).as(Money::of, Money::amount);
 * }</pre>
 *
 * <p>Thread-safe: every implementation must be; it best holds no state.
 *
 * @param <T> the Java type; SQL NULL is null
 */
public interface ColumnType<T> {

    /** Binds the value, typed, NULL included. */
    void bind(PreparedStatement statement, int index, @Nullable T value) throws SQLException;

    /** Reads the column, null for NULL. */
    @Nullable
    T read(ResultSet row, int index) throws SQLException;

    /**
     * Whether two values that are not null mean the same to the column: by {@link Object#equals} as it comes, arrays by
     * their elements, decimals by number.
     */
    default boolean same(T one, T other) {
        return Objects.deepEquals(one, other);
    }

    /**
     * The same value in an object of its own, so that whatever is done to this one leaves that one as it is.
     *
     * <p>Rows are compared with what they were, and may be changed in place. Default: arrays and {@link java.util.Date}s
     * are copied, and any other value is taken to be immutable: override this for a class of yours that is not. A view made
     * by {@link #as} makes a copy by its two functions.
     */
    default T copy(T value) {
        return Values.copy(value);
    }

    /** Whether this is a built-in type, which a dialect may bind in another way; never so one of the caller's own. */
    default boolean isBuiltIn() {
        return BuiltInTypes.contains(this);
    }

    /**
     * What {@link #bind} gives to JDBC, of a class that JDBC knows (4.2, table B-4): for statements that take many values at
     * once. Default: empty, only {@link #bind} tells.
     */
    default Optional<Object> plain(T value) {
        return BuiltInTypes.isBoundAsItIs(this) ? Optional.of(value) : Optional.empty();
    }

    /** The built-in type for a class, which may be an enum or an array of such; empty if there is none. */
    static <T> Optional<ColumnType<T>> find(Class<T> javaType) {
        return BuiltInTypes.find(requireNonNull(javaType, "javaType must not be null"));
    }

    /**
     * The built-in type for a class.
     *
     * @throws IllegalArgumentException if there is none
     */
    static <T> ColumnType<T> of(Class<T> javaType) {
        return find(javaType)
                .orElseThrow(() -> new IllegalArgumentException(
                        "javaType must be one of the built-in column types: " + javaType.getName()));
    }

    /** A view of this type as another: NULL stays null, the functions never see it. */
    default <V> ColumnType<V> as(Function<? super T, ? extends V> reading, Function<? super V, ? extends T> binding) {
        return new ConvertedType<>(this, reading, binding);
    }
}
