package io.github.ifmatch.dialects;

import io.github.ifmatch.type.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * An enum bound by its name as a literal of no type, which the server gives the column's own.
 *
 * @param stored how it is read, and bound where it is no plain enum
 */
record UntypedEnum(ColumnType<Object> stored) implements ColumnType<Object> {

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Enum<?> constant) {
            statement.setObject(index, constant.name(), Types.OTHER);
        } else {
            statement.setNull(index, Types.OTHER);
        }
    }

    @Override
    public @Nullable Object read(ResultSet row, int index) throws SQLException {
        return stored.read(row, index);
    }

    @Override
    public boolean same(Object one, Object other) {
        return stored.same(one, other);
    }
}
