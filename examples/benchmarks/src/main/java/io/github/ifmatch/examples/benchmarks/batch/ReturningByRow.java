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

/** SQLite: one prepared statement, executed for each row, which returns the row that it wrote. Its first one locks the database. */
record ReturningByRow(DataSource dataSource, Columns columns) implements Way {

    private static final String UPDATE = BatchSql.UPDATE + " RETURNING " + BatchSql.COLUMNS;

    @Override
    public Told update(List<Product> rows) throws SQLException {
        return InTransaction.run(dataSource, connection -> write(connection, BatchSql.sorted(rows)));
    }

    private Told write(Connection connection, List<Product> rows) throws SQLException {
        List<Product> stored = new ArrayList<>(rows.size());
        int written = 0;
        try (PreparedStatement update = connection.prepareStatement(UPDATE);
                PreparedStatement select = connection.prepareStatement(BatchSql.SELECT)) {
            for (Product row : rows) {
                columns.bindUpdate(update, row);
                try (ResultSet returned = update.executeQuery()) {
                    if (returned.next()) {
                        stored.add(columns.read(returned));
                        written++;
                        continue;
                    }
                }
                select.setLong(1, row.id());
                try (ResultSet current = select.executeQuery()) {
                    columns.readAll(current, stored);
                }
            }
        }
        return new Told(written, stored);
    }
}
