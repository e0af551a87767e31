package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** {@code executeBatch} by hand: answers the counts, or reads the rows afterwards, as one does who needs them. */
record JdbcBatch(DataSource dataSource, boolean reads) implements Way {

    @Override
    public Told update(List<Product> rows) throws SQLException {
        return InTransaction.run(dataSource, connection -> {
            int written = IntStream.of(write(connection, rows)).sum();
            return reads ? new Told(written, read(connection, rows)) : Told.count(written);
        });
    }

    private static int[] write(Connection connection, List<Product> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BatchSql.UPDATE)) {
            for (Product row : BatchSql.sorted(rows)) {
                BatchSql.bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static List<Product> read(Connection connection, List<Product> rows) throws SQLException {
        List<Product> found = new ArrayList<>(rows.size());
        try (PreparedStatement statement = connection.prepareStatement(BatchSql.selectAll(rows.size()))) {
            for (int i = 0; i < rows.size(); i++) {
                statement.setLong(i + 1, rows.get(i).id());
            }
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    found.add(BatchSql.read(answer));
                }
            }
        }
        return found;
    }
}
