package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.BatchStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many rows in one statement over {@code unnest}: one array for each column, bound as a literal. Immutable.
 *
 * <p>Its SQL is {@link PostgresBatchSql}'s.
 */
final class PostgresBatch implements BatchStatement {

    private final List<PostgresColumn> bound;
    private final String text;
    private final String tracked;

    /** {@code bound} are the columns whose values are bound, in order. */
    PostgresBatch(BatchShape shape, List<PostgresColumn> bound, String transactionId) {
        this.bound = List.copyOf(bound);
        this.text = new PostgresBatchSql(shape, bound, "", "", "").render();
        this.tracked = new PostgresBatchSql(
                        shape,
                        bound,
                        ", _x AS MATERIALIZED (SELECT " + transactionId + " AS _id)",
                        ", _x._id",
                        " CROSS JOIN _x")
                .render();
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
    public Optional<Values> values(List<@Nullable Object[]> columns) {
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            if (!bound.get(i).isNull()) {
                Optional<String> array =
                        bound.get(i).isCut() ? cut(bound.get(i), columns.get(i)) : literal(columns.get(i));
                if (array.isEmpty()) {
                    return Optional.empty();
                }
                arrays.add(array.get());
            }
        }
        return Optional.of(statement -> bind(statement, arrays));
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

    private static Optional<String> cut(PostgresColumn column, @Nullable Object[] values) {
        CutText text = new CutText();
        for (@Nullable Object value : values) {
            Optional<String> element =
                    value == null || !column.isArray() ? Optional.ofNullable((String) value) : ArrayLiteral.of(value);
            if ((value != null && element.isEmpty()) || !text.add(element.orElse(null))) {
                return Optional.empty();
            }
        }
        return text.end();
    }

    private static void bind(PreparedStatement statement, List<String> arrays) throws SQLException {
        for (int i = 0; i < arrays.size(); i++) {
            statement.setObject(i + 1, arrays.get(i), Types.OTHER);
        }
    }
}
