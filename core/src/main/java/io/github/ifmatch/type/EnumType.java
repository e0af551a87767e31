package io.github.ifmatch.type;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An enum by the name of its constant. Immutable. */
record EnumType<E extends Enum<E>>(Class<E> javaType) implements ColumnType<E> {

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable E value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, value.name());
        }
    }

    @Override
    public Optional<Object> plain(E value) {
        return Optional.of(value.name());
    }

    @Override
    public @Nullable E read(ResultSet row, int index) throws SQLException {
        String name = row.getString(index);
        return name == null ? null : Enum.valueOf(javaType, name);
    }
}
