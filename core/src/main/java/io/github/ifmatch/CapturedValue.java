package io.github.ifmatch;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.Temporal;
import java.util.Calendar;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The value that a column binds, for statements that take many of them at once. */
final class CapturedValue {

    private static final Set<String> SETTERS = Set.of(
            "setArray",
            "setBigDecimal",
            "setBoolean",
            "setByte",
            "setBytes",
            "setDate",
            "setDouble",
            "setFloat",
            "setInt",
            "setLong",
            "setNString",
            "setNull",
            "setObject",
            "setShort",
            "setString",
            "setTime",
            "setTimestamp");

    private final Connection connection;
    private final PreparedStatement statement;
    private @Nullable Object bound;
    private boolean isKnown;

    CapturedValue(Connection connection) {
        this.connection = connection;
        this.statement = (PreparedStatement) Proxy.newProxyInstance(
                CapturedValue.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (self, method, arguments) -> {
                    return capture(method.getName(), arguments);
                });
    }

    /** One value of a column; {@code isKnown} is false where only its type knows how it is bound. */
    record Bound(boolean isKnown, @Nullable Object value) {

        private static final Bound UNKNOWN = new Bound(false, null);
    }

    Bound of(Column column, @Nullable Object value) throws SQLException {
        return of(column.type(), value);
    }

    private Bound of(ColumnType<Object> type, @Nullable Object value) throws SQLException {
        if (value == null) {
            return new Bound(true, null);
        }
        if (BuiltInTypes.isBoundAsItIs(type)) {
            return new Bound(true, value);
        }
        if ((ColumnType<?>) type instanceof EnumType) {
            return new Bound(true, ((Enum<?>) value).name());
        }
        Optional<Bound> stored = stored(type, value);
        return stored.isPresent() ? stored.get() : captured(type, value);
    }

    @SuppressWarnings("unchecked")
    private Optional<Bound> stored(ColumnType<Object> type, Object value) throws SQLException {
        return (ColumnType<?>) type instanceof ConvertedType<?, ?> converted
                ? Optional.of(of(
                        (ColumnType<Object>) converted.stored(),
                        ((ConvertedType<Object, Object>) (ColumnType<?>) converted)
                                .binding()
                                .apply(value)))
                : Optional.empty();
    }

    private Bound captured(ColumnType<Object> type, Object value) throws SQLException {
        isKnown = false;
        bound = null;
        type.bind(statement, 1, value);
        return isKnown && isPlain(bound) ? new Bound(true, bound) : Bound.UNKNOWN;
    }

    private @Nullable Object capture(String method, Object @Nullable [] arguments) throws SQLException {
        if (method.equals("getConnection")) {
            return connection;
        }
        isKnown = false;
        if (arguments != null && arguments.length >= 2 && SETTERS.contains(method)) {
            isKnown = !(arguments[arguments.length - 1] instanceof Calendar);
            bound = method.equals("setNull") ? null : elements(arguments[1]);
        }
        return null;
    }

    private static @Nullable Object elements(@Nullable Object value) throws SQLException {
        return value instanceof Array array ? array.getArray() : value;
    }

    private static boolean isPlain(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof UUID
                || value instanceof Temporal
                || value instanceof java.util.Date
                || (value instanceof Number number && isPlainNumber(number))
                || value.getClass().isArray();
    }

    private static boolean isPlainNumber(Number number) {
        return number instanceof BigDecimal || Primitives.isWrapper(number.getClass());
    }
}
