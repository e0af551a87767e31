package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.batch.InTransaction;
import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Column;
import io.github.ifmatch.examples.benchmarks.peers.shop.Mapping;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * PostgreSQL, by hand: one statement over an array for each column, which answers the rows that it wrote; a second one looks up
 * whose version was stale, if there are any. It does not lock first: two batches can deadlock. Thread-safe.
 */
final class UnnestBatch<R extends RecordRow<R>> implements Batch<R> {

    private final DataSource dataSource;
    private final Mapping<R> mapping;
    private final String update;
    private final String select;

    UnnestBatch(DataSource dataSource, Mapping<R> mapping) {
        this.dataSource = dataSource;
        this.mapping = mapping;
        Shape shape = mapping.shape();
        String set = shape.columns().stream()
                .map(column -> column.name() + " = v." + column.name() + ", ")
                .collect(Collectors.joining());
        String arrays = shape.columns().stream()
                .map(column -> "?::" + column.baseType() + "[], ")
                .collect(Collectors.joining("", "?::bigint[], ", "?::bigint[]"));
        String returned = "t." + String.join(", t.", shape.names());
        this.update = "UPDATE " + shape.table() + " t SET " + set + "version = t.version + 1 FROM unnest(" + arrays
                + ") AS v(" + String.join(", ", shape.names()) + ") WHERE t.id = v.id AND t.version = v.version RETURNING "
                + returned;
        this.select = "SELECT " + returned + " FROM " + shape.table() + " t WHERE t.id = ANY(?)";
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        try {
            return InTransaction.run(dataSource, connection -> write(connection, rows));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Written<R> write(Connection connection, List<R> rows) throws SQLException {
        Map<Long, R> stored = new HashMap<>(2 * rows.size());
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            bind(statement, rows);
            read(statement, stored);
        }
        int written = stored.size();
        if (written < rows.size()) {
            lookUp(connection, rows, stored);
        }
        List<R> ordered = new ArrayList<>(rows.size());
        for (R row : rows) {
            ordered.add(stored.getOrDefault(row.id(), row));
        }
        return new Written<>(written, ordered);
    }

    private void lookUp(Connection connection, List<R> rows, Map<Long, R> stored) throws SQLException {
        Object[] ids = rows.stream()
                .map(RecordRow::id)
                .filter(id -> !stored.containsKey(id))
                .toArray();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            read(statement, stored);
        }
    }

    private void bind(PreparedStatement statement, List<R> rows) throws SQLException {
        List<Column> columns = mapping.shape().columns();
        Object[][] values = new Object[columns.size() + 2][rows.size()];
        for (int place = 0; place < rows.size(); place++) {
            R row = rows.get(place);
            Object[] each = mapping.values(row);
            values[0][place] = row.id();
            for (int i = 0; i < each.length; i++) {
                values[i + 1][place] = each[i];
            }
            values[each.length + 1][place] = row.version();
        }
        for (int i = 0; i < values.length; i++) {
            String type = i == 0 || i > columns.size() ? "bigint" : type(columns.get(i - 1));
            statement.setArray(i + 1, statement.getConnection().createArrayOf(type, typed(values[i])));
        }
    }

    /** The driver sends arrays of some classes in binary form. */
    @SuppressWarnings("unchecked")
    private static Object[] typed(Object[] values) {
        Class<?> type = values[0].getClass().arrayType();
        return Arrays.copyOf(values, values.length, (Class<Object[]>) type);
    }

    private static String type(Column column) {
        return switch (column.baseType()) {
            case "int" -> "integer";
            case "timestamp with time zone" -> "timestamptz";
            default -> column.baseType();
        };
    }

    private void read(PreparedStatement statement, Map<Long, R> stored) throws SQLException {
        try (ResultSet answer = statement.executeQuery()) {
            while (answer.next()) {
                R row = mapping.read(answer);
                stored.put(row.id(), row);
            }
        }
    }
}
