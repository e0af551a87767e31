package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Columns;
import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** {@code executeBatch} by hand: answers the counts, or the rows too, as one does who needs them. */
record JdbcBatch(DataSource dataSource, Columns columns, Rows rows) implements Way {

    /** Where the rows come from. */
    enum Rows {
        /** They are not read. */
        NONE,
        /** The generated keys of the whole batch, read once (H2). */
        KEYS,
        /** A query with a question mark for each id. */
        IN,
        /** A query with one array of ids. */
        ANY
    }

    @Override
    public Told update(List<Product> edited) throws SQLException {
        return InTransaction.run(dataSource, connection -> write(connection, BatchSql.sorted(edited)));
    }

    private Told write(Connection connection, List<Product> edited) throws SQLException {
        List<Product> stored = new ArrayList<>(edited.size());
        int written;
        try (PreparedStatement statement = prepare(connection)) {
            for (Product row : edited) {
                columns.bindUpdate(statement, row);
                statement.addBatch();
            }
            written = IntStream.of(statement.executeBatch()).sum();
            if (rows == Rows.KEYS) {
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    columns.readAll(keys, stored);
                }
            }
        }
        if (rows == Rows.IN) {
            readIn(connection, columns, edited, stored);
        } else if (rows == Rows.ANY) {
            readAny(connection, columns, edited, stored);
        }
        return new Told(written, stored);
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        return rows == Rows.KEYS
                ? connection.prepareStatement(BatchSql.UPDATE, BatchSql.keys())
                : connection.prepareStatement(BatchSql.UPDATE);
    }

    static void readIn(Connection connection, Columns columns, List<Product> edited, List<Product> stored) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BatchSql.selectAll(edited.size()))) {
            for (int i = 0; i < edited.size(); i++) {
                query.setLong(i + 1, edited.get(i).id());
            }
            read(query, columns, stored);
        }
    }

    private static void readAny(Connection connection, Columns columns, List<Product> edited, List<Product> stored) throws SQLException {
        Object[] ids = edited.stream().map(Product::id).toArray();
        try (PreparedStatement query = connection.prepareStatement(BatchSql.SELECT_ANY)) {
            query.setArray(1, connection.createArrayOf("bigint", ids));
            read(query, columns, stored);
        }
    }

    private static void read(PreparedStatement query, Columns columns, List<Product> stored) throws SQLException {
        try (ResultSet answer = query.executeQuery()) {
            columns.readAll(answer, stored);
        }
    }
}
