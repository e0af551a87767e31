package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Columns;
import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** H2: one prepared statement, executed for each row, which answers the row that it wrote as generated keys. */
record KeysByRow(DataSource dataSource) implements Way {

    @Override
    public Told update(List<Product> rows) throws SQLException {
        return InTransaction.run(dataSource, connection -> write(connection, BatchSql.sorted(rows)));
    }

    private static Told write(Connection connection, List<Product> rows) throws SQLException {
        List<Product> stored = new ArrayList<>(rows.size());
        int written = 0;
        try (PreparedStatement update = connection.prepareStatement(BatchSql.UPDATE, BatchSql.keys());
                PreparedStatement select = connection.prepareStatement(BatchSql.SELECT)) {
            for (Product row : rows) {
                Columns.STANDARD.bindUpdate(update, row);
                if (update.executeUpdate() == 1) {
                    written++;
                    try (ResultSet keys = update.getGeneratedKeys()) {
                        Columns.STANDARD.readAll(keys, stored);
                    }
                } else {
                    select.setLong(1, row.id());
                    try (ResultSet current = select.executeQuery()) {
                        Columns.STANDARD.readAll(current, stored);
                    }
                }
            }
        }
        return new Told(written, stored);
    }
}
