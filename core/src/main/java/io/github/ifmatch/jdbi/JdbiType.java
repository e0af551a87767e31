package io.github.ifmatch.jdbi;

import io.github.ifmatch.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.Arguments;
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
}
