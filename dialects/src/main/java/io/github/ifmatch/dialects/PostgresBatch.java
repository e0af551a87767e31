package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.dialect.WriteKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many rows in one statement over {@code unnest}: one array for each column, in binary form where the driver has one.
 * Immutable.
 *
 * <p>Its SQL is {@link PostgresBatchSql}'s.
 */
final class PostgresBatch implements BatchStatement {

    private final List<PostgresColumn> bound;
    private final String text;
    private final String tracked;
    private final Optional<BatchStatement> unlocked;

    private PostgresBatch(List<PostgresColumn> bound, String text, String tracked, Optional<BatchStatement> unlocked) {
        this.bound = bound;
        this.text = text;
        this.tracked = tracked;
        this.unlocked = unlocked;
    }

    /** {@code bound} are the columns whose values are bound, in order. */
    static PostgresBatch of(BatchShape shape, List<PostgresColumn> bound, String transactionId) {
        List<PostgresColumn> columns = List.copyOf(bound);
        PostgresBatchSql plain = new PostgresBatchSql(shape, columns, "", "", "");
        PostgresBatchSql tracked = new PostgresBatchSql(
                shape,
                columns,
                ", _x AS MATERIALIZED (SELECT " + transactionId + " AS _id)",
                ", _x._id",
                " CROSS JOIN _x");
        Optional<BatchStatement> unlocked = shape.kind() == WriteKind.INSERT || !plain.isInOrder()
                ? Optional.empty()
                : Optional.of(new PostgresBatch(
                        columns, plain.unlocked(""), plain.unlocked(transactionId), Optional.empty()));
        return new PostgresBatch(columns, plain.render(), tracked.render(), unlocked);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String tracked() {
        return tracked;
    }

    @Override
    public Optional<BatchStatement> unlocked() {
        return unlocked;
    }

    /** One column's values, ready to be bound. */
    private interface Bound {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    @Override
    public Optional<Values> values(List<@Nullable Object[]> columns) {
        List<Bound> arrays = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            if (!bound.get(i).isNull()) {
                Optional<Bound> array = array(bound.get(i), columns.get(i));
                if (array.isEmpty()) {
                    return Optional.empty();
                }
                arrays.add(array.get());
            }
        }
        return Optional.of(statement -> bind(statement, arrays));
    }

    private static Optional<Bound> array(PostgresColumn column, @Nullable Object[] values) {
        Optional<String> binary = column.binary();
        if (binary.isPresent()) {
            return Optional.of((statement, index) ->
                    statement.setArray(index, statement.getConnection().createArrayOf(binary.get(), values)));
        }
        Optional<String> text = column.isArray() ? cut(values) : literal(values);
        return text.map(array -> (statement, index) -> statement.setObject(index, array, Types.OTHER));
    }

    private static Optional<String> literal(@Nullable Object[] values) {
        ArrayLiteral literal = new ArrayLiteral();
        for (@Nullable Object value : values) {
            if (!literal.add(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(literal.end());
    }

    private static Optional<String> cut(@Nullable Object[] values) {
        CutText text = new CutText();
        for (@Nullable Object value : values) {
            Optional<String> element = value == null ? Optional.empty() : ArrayLiteral.of(value);
            if ((value != null && element.isEmpty()) || !text.add(element.orElse(null))) {
                return Optional.empty();
            }
        }
        return text.end();
    }

    private static void bind(PreparedStatement statement, List<Bound> arrays) throws SQLException {
        for (int i = 0; i < arrays.size(); i++) {
            arrays.get(i).bind(statement, i + 1);
        }
    }
}
