package io.github.ifmatch.dialects;

import io.github.ifmatch.BatchShape;
import io.github.ifmatch.BatchStatement;
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
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            ArrayLiteral literal = new ArrayLiteral(bound.get(i));
            for (@Nullable Object value : columns.get(i)) {
                if (!literal.add(value)) {
                    return Optional.empty();
                }
            }
            literals.add(literal.end());
        }
        return Optional.of(statement -> bind(statement, literals));
    }

    private static void bind(PreparedStatement statement, List<String> literals) throws SQLException {
        for (int i = 0; i < literals.size(); i++) {
            statement.setObject(i + 1, literals.get(i), Types.OTHER);
        }
    }
}
