package io.github.ifmatch.type;

import static java.util.Objects.requireNonNull;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column type seen as another Java type. Immutable. */
record ConvertedType<T, V>(
        ColumnType<T> stored, Function<? super T, ? extends V> reading, Function<? super V, ? extends T> binding)
        implements ColumnType<V> {

    ConvertedType {
        requireNonNull(reading, "reading must not be null");
        requireNonNull(binding, "binding must not be null");
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable V value) throws SQLException {
        stored.bind(statement, index, value == null ? null : binding.apply(value));
    }

    @Override
    public Optional<Object> plain(V value) {
        T bound = binding.apply(value);
        return bound == null ? Optional.empty() : stored.plain(bound);
    }

    @Override
    public @Nullable V read(ResultSet row, int index) throws SQLException {
        T value = stored.read(row, index);
        return value == null ? null : reading.apply(value);
    }

    @Override
    public boolean same(V one, V other) {
        return one.equals(other) || stored.same(binding.apply(one), binding.apply(other));
    }

    @Override
    public V copy(V value) {
        return FixedTypes.contains(value.getClass()) ? value : reading.apply(stored.copy(binding.apply(value)));
    }
}
