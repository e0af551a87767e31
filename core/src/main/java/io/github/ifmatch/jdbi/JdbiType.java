package io.github.ifmatch.jdbi;

import io.github.ifmatch.type.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A column that Jdbi binds, reads, or both, with what the current handle has registered. Thread-safe.
 *
 * @param builtIn what does the part that Jdbi does not; empty where it does both
 */
record JdbiType(QualifiedType<?> type, Optional<ColumnType<Object>> builtIn, boolean isBound, boolean isRead)
        implements ColumnType<Object> {

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (!isBound) {
            builtIn.orElseThrow().bind(statement, index, value);
            return;
        }
        StatementContext context = Current.context();
        Argument argument = context.getConfig(Arguments.class)
                .findFor(type, value)
                .orElseThrow(() -> new IllegalArgumentException("Jdbi has no argument factory for " + type
                        + ": register one, or install the plugin that has it"));
        argument.apply(index, statement, context);
    }

    @Override
    public @Nullable Object read(ResultSet row, int index) throws SQLException {
        if (!isRead) {
            return builtIn.orElseThrow().read(row, index);
        }
        StatementContext context = Current.context();
        ColumnMapper<?> mapper = context.getConfig(ColumnMappers.class)
                .findFor(type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Jdbi has no column mapper for " + type + ": register one, or install the plugin that has it"));
        return mapper.map(row, index, context);
    }

    @Override
    public boolean same(Object one, Object other) {
        return builtIn.map(plain -> plain.same(one, other)).orElseGet(() -> Objects.deepEquals(one, other));
    }

    /** Collections by their elements, where any class of theirs will do. */
    @Override
    public Object copy(Object value) {
        if (builtIn.isPresent()) {
            return builtIn.get().copy(value);
        }
        Class<?> declared = GenericTypes.getErasedType(type.getType());
        if (value instanceof Map<?, ?> map && declared == Map.class) {
            return new LinkedHashMap<>(map);
        }
        if (value instanceof Set<?> set && declared == Set.class) {
            return new LinkedHashSet<>(set);
        }
        boolean isList = declared == List.class || declared == Collection.class;
        return value instanceof List<?> list && isList ? new ArrayList<>(list) : ColumnType.super.copy(value);
    }
}
