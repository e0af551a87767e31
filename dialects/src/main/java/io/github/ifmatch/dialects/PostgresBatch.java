package io.github.ifmatch.dialects;

import io.github.ifmatch.BatchShape;
import io.github.ifmatch.BatchStatement;
import io.github.ifmatch.WriteKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many rows in one statement over {@code unnest}: one array for each column, bound as a literal. Immutable.
 *
 * <p>The rows are joined, locked in the order given, and kept ({@code cur}); then those that stand at their expected version
 * are written ({@code w}). A locked row is the newest committed one, so a row in {@code cur} at another version is the
 * current one.
 *
 * <p>Each array is bound inside a scalar subquery. The planner then does not see how long it is, and always looks the rows
 * up in the index of the id; seeing a thousand, it reads the whole of a larger table instead.
 */
final class PostgresBatch implements BatchStatement {

    private final List<PostgresColumn> bound;
    private final String text;
    private final String tracked;

    /** {@code bound} are the columns whose values are bound, in order. */
    PostgresBatch(BatchShape shape, List<PostgresColumn> bound, String transactionId) {
        this.bound = List.copyOf(bound);
        this.text = new Renderer(shape, bound, "", "", "").render();
        this.tracked = new Renderer(
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

    /**
     * Our names begin with an underscore and a letter, and are always qualified or of our own subqueries.
     *
     * @param once a subquery that is computed once for all rows
     * @param more what it adds to each row
     * @param from how it is joined
     */
    private record Renderer(BatchShape shape, List<PostgresColumn> bound, String once, String more, String from) {

        String render() {
            return shape.kind() == WriteKind.INSERT ? insert() : write();
        }

        private String insert() {
            int ids = shape.id().size();
            List<String> into = new ArrayList<>(shape.id());
            into.addAll(shape.set());
            String values = IntStream.range(0, into.size())
                    .mapToObj(i -> bound.get(i).cast("_v._b" + i))
                    .collect(Collectors.joining(", "));
            return "WITH " + input()
                    + ", _w AS (INSERT INTO " + shape.table() + " (" + String.join(", ", into) + ", "
                    + shape.version() + ") SELECT " + values + ", 1 FROM _v ORDER BY _v._o ON CONFLICT ("
                    + String.join(", ", shape.id()) + ") DO NOTHING RETURNING " + answered("") + ")"
                    + once + " SELECT " + kept("_w") + ", _v._o, TRUE" + more + " FROM _w" + from
                    + " LEFT JOIN _v ON "
                    + IntStream.range(0, ids)
                            .mapToObj(i ->
                                    "_v._b" + i + " = _w." + answer(shape.id().get(i)))
                            .collect(Collectors.joining(" AND "));
        }

        private String write() {
            int firstId = shape.set().size();
            int version = firstId + shape.id().size();
            boolean isDelete = shape.kind() == WriteKind.DELETE;
            String match = IntStream.range(0, shape.id().size())
                    .mapToObj(i -> "_t." + shape.id().get(i) + " = " + "_v._b" + (firstId + i))
                    .collect(Collectors.joining(" AND "));
            String again = IntStream.range(0, shape.id().size())
                    .mapToObj(i -> "_t." + shape.id().get(i) + " = _cur."
                            + answer(shape.id().get(i)))
                    .collect(Collectors.joining(" AND "));
            String found = stored("_cur." + answer(shape.version()));
            return "WITH " + input()
                    + ", _cur AS MATERIALIZED (SELECT " + answered("_t.") + ", _v.* FROM _v JOIN " + shape.table()
                    + " AS _t ON " + match + " ORDER BY _v._o FOR " + (isDelete ? "UPDATE" : "NO KEY UPDATE")
                    + " OF _t), _w AS (" + (isDelete ? "DELETE FROM " : "UPDATE ") + shape.table() + " AS _t "
                    + (isDelete ? "USING" : "SET " + assignments() + " FROM") + " _cur WHERE " + again + " AND "
                    + found + " = _cur._b" + version + " RETURNING " + answered("_t.") + ", _cur._o)"
                    + once + " SELECT " + kept("_w") + ", _w._o, TRUE" + more + " FROM _w" + from
                    + " UNION ALL SELECT " + kept("_cur") + ", _cur._o, FALSE" + more + " FROM _cur" + from
                    + " WHERE " + found + " IS DISTINCT FROM _cur._b" + version;
        }

        private String assignments() {
            StringBuilder assignments = new StringBuilder();
            for (int i = 0; i < shape.set().size(); i++) {
                assignments.append(shape.set().get(i)).append(" = ");
                assignments.append(bound.get(i).cast("_cur._b" + i)).append(", ");
            }
            return assignments + shape.version() + " = " + stored("_t." + shape.version()) + " + 1";
        }

        private String stored(String version) {
            return shape.adoptsNullVersions() ? "COALESCE(" + version + ", 0)" : version;
        }

        private String input() {
            String arrays = bound.stream()
                    .map(column -> "(SELECT " + column.array() + ")")
                    .collect(Collectors.joining(", "));
            String names = IntStream.range(0, bound.size())
                    .mapToObj(i -> "_b" + i + ", ")
                    .collect(Collectors.joining());
            return "_v AS (SELECT * FROM unnest(" + arrays + ") WITH ORDINALITY AS _v(" + names + "_o))";
        }

        private String answered(String of) {
            return shape.columns().stream()
                    .map(column -> of + column + " AS " + answer(column))
                    .collect(Collectors.joining(", "));
        }

        private String kept(String of) {
            return shape.columns().stream()
                    .map(column -> of + "." + answer(column))
                    .collect(Collectors.joining(", "));
        }

        private String answer(String column) {
            return "_c" + shape.columns().indexOf(column);
        }
    }
}
