package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.type.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The counter in the widths that a version may have. */
public final class Versions {

    private Versions() {}

    static boolean isVersion(Class<?> type) {
        Class<?> wrapper = Primitives.wrapper(type);
        return wrapper == Long.class || wrapper == Integer.class || wrapper == Short.class;
    }

    /** The last version that the type can hold. */
    public static long last(Class<?> type) {
        if (type == long.class || type == Long.class) {
            return Long.MAX_VALUE;
        }
        return type == int.class || type == Integer.class ? Integer.MAX_VALUE : Short.MAX_VALUE;
    }

    /** Whether the type can hold the version. */
    static boolean canHold(Class<?> type, long version) {
        return version <= last(type) && version >= -last(type) - 1;
    }

    /** The SQL type whose last number this is; empty if it is none's. */
    public static String widthThatEndsAt(long version) {
        return version == Long.MAX_VALUE
                ? "BIGINT"
                : version == Integer.MAX_VALUE ? "INTEGER" : version == Short.MAX_VALUE ? "SMALLINT" : "";
    }

    /** The SQL type of a component that is narrower than a column can be; empty for the widest. */
    public static String sqlType(Class<?> type) {
        return last(type) == Long.MAX_VALUE ? "" : widthThatEndsAt(last(type));
    }

    /** The version as the component's type. */
    public static Object exactly(Class<?> type, long version) {
        if (type == long.class || type == Long.class) {
            return version;
        }
        if (!canHold(type, version)) {
            throw new IllegalArgumentException(
                    "version must fit a " + Primitives.wrapper(type).getSimpleName() + ": " + version);
        }
        return last(type) == Integer.MAX_VALUE ? (Object) (int) version : (Object) (short) version;
    }

    /** Reads a NULL version as 0. */
    record Adopted(ColumnType<Object> stored, Object zero) implements ColumnType<Object> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
            stored.bind(statement, index, value);
        }

        @Override
        public Object read(ResultSet row, int index) throws SQLException {
            Object value = stored.read(row, index);
            return value == null ? zero : value;
        }
    }
}
