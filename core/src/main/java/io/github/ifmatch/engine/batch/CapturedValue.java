package io.github.ifmatch.engine.batch;

import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Primitives;
import io.github.ifmatch.type.ColumnType;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.Types;
import java.time.temporal.Temporal;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The value that a column binds, for statements that take many of them at once.
 *
 * <p>Only where the column's type calls one setter, and nothing else of the statement, it is known. For one thread at a time.
 */
final class CapturedValue {

    private static final Set<String> SETTERS = Set.of(
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

    /** What a setter binds where it is given null. */
    private static final Map<String, Class<?>> NULLS = Map.of(
            "setBigDecimal", BigDecimal.class,
            "setBytes", byte[].class,
            "setNString", String.class,
            "setString", String.class);

    /** What a null of a type is a null of: as the built-in {@link ColumnType}s bind it. */
    private static final Map<Integer, Class<?>> CLASSES = Map.ofEntries(
            Map.entry(Types.BOOLEAN, Boolean.class),
            Map.entry(Types.BIT, Boolean.class),
            Map.entry(Types.TINYINT, Byte.class),
            Map.entry(Types.SMALLINT, Short.class),
            Map.entry(Types.INTEGER, Integer.class),
            Map.entry(Types.BIGINT, Long.class),
            Map.entry(Types.REAL, Float.class),
            Map.entry(Types.DOUBLE, Double.class),
            Map.entry(Types.NUMERIC, BigDecimal.class),
            Map.entry(Types.DECIMAL, BigDecimal.class),
            Map.entry(Types.CHAR, String.class),
            Map.entry(Types.VARCHAR, String.class),
            Map.entry(Types.LONGVARCHAR, String.class),
            Map.entry(Types.BINARY, byte[].class),
            Map.entry(Types.VARBINARY, byte[].class));

    private final PreparedStatement statement;
    private @Nullable Bound bound;
    private boolean isForeign;

    CapturedValue() {
        this.statement = (PreparedStatement) Proxy.newProxyInstance(
                CapturedValue.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "toString" -> "a statement that captures what is bound";
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> arguments != null && self == arguments[0];
                    default -> capture(method.getName(), arguments);
                });
    }

    /**
     * One value of a column.
     *
     * @param isKnown false where only the column's type knows how it is bound
     * @param type the value's class; of null, the class that it is a null of, {@link Void} where it has none
     */
    record Bound(boolean isKnown, @Nullable Object value, Class<?> type) {

        private static final Bound UNKNOWN = new Bound(false, null, Void.class);

        static Bound of(Object value) {
            return new Bound(true, value, value.getClass());
        }

        static Bound ofNull(Class<?> type) {
            return new Bound(true, null, type);
        }
    }

    Bound of(Column column, Object value) {
        return of(column.type(), value);
    }

    /** What a null of this column is bound as. */
    Bound ofNull(Column column) {
        return captured(column.type(), null);
    }

    private Bound of(ColumnType<Object> type, Object value) {
        return type.plain(value).map(Bound::of).orElseGet(() -> captured(type, value));
    }

    private Bound captured(ColumnType<Object> type, @Nullable Object value) {
        isForeign = false;
        bound = null;
        try {
            type.bind(statement, 1, value);
        } catch (SQLException | RuntimeException e) {
            return Bound.UNKNOWN; // the real statement may take it, or tells the same
        }
        return bound == null || isForeign ? Bound.UNKNOWN : bound;
    }

    private @Nullable Object capture(String method, Object @Nullable [] arguments) throws SQLException {
        boolean isSetter = arguments != null && arguments.length >= 2 && SETTERS.contains(method);
        if (!isSetter
                || arguments == null
                || bound != null
                || !Integer.valueOf(1).equals(arguments[0])) {
            isForeign = true;
            throw new SQLFeatureNotSupportedException(method);
        }
        bound = method.equals("setNull") ? nullOf(arguments[1]) : set(method, arguments);
        return null;
    }

    private static Bound set(String method, Object[] arguments) {
        Object value = arguments[1];
        if (arguments.length == 2) {
            return value == null ? Bound.ofNull(NULLS.getOrDefault(method, Void.class)) : plain(value);
        }
        if (!method.equals("setObject") || arguments.length > 3) {
            return Bound.UNKNOWN; // a calendar, a length
        }
        return typed(value, arguments[2] instanceof SQLType type ? type.getVendorTypeNumber() : arguments[2]);
    }

    private static Bound typed(@Nullable Object value, Object type) {
        if (value == null) {
            return nullOf(type);
        }
        if (type.equals(Types.OTHER) && value instanceof String text) {
            return Bound.of(new BatchStatement.Untyped(text));
        }
        return CLASSES.get(type) == value.getClass() ? Bound.of(value) : Bound.UNKNOWN;
    }

    private static Bound nullOf(Object type) {
        return Bound.ofNull(CLASSES.getOrDefault(type, Void.class));
    }

    private static Bound plain(Object value) {
        boolean isPlain = value instanceof String
                || value instanceof UUID
                || value instanceof BigDecimal
                || value instanceof byte[]
                || value instanceof Temporal
                || value instanceof java.util.Date
                || Primitives.isWrapper(value.getClass());
        return isPlain ? Bound.of(value) : Bound.UNKNOWN;
    }
}
