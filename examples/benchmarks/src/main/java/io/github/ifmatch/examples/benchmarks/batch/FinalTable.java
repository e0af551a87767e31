package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** H2: one prepared statement, executed for each row, which answers the row that it wrote. */
record FinalTable(DataSource dataSource) implements Way {

    private static final String UPDATE = "SELECT " + BatchSql.COLUMNS + " FROM FINAL TABLE (" + BatchSql.UPDATE + ")";
    private static final String SELECT = "SELECT " + BatchSql.COLUMNS + " FROM products WHERE id = ?";

    @Override
    public Told update(List<Product> rows) throws SQLException {
        return InTransaction.run(dataSource, connection -> write(connection, BatchSql.sorted(rows)));
    }

    private static Told write(Connection connection, List<Product> rows) throws SQLException {
        List<Product> stored = new ArrayList<>(rows.size());
        int written = 0;
        try (PreparedStatement update = connection.prepareStatement(UPDATE);
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            for (Product row : rows) {
                BatchSql.bind(update, row);
                if (read(update, stored)) {
                    written++;
                } else {
                    select.setLong(1, row.id());
                    read(select, stored);
                }
            }
        }
        return new Told(written, stored);
    }

    private static boolean read(PreparedStatement statement, List<Product> stored) throws SQLException {
        try (ResultSet answer = statement.executeQuery()) {
            boolean isFound = answer.next();
            if (isFound) {
                stored.add(BatchSql.read(answer));
            }
            return isFound;
        }
    }
}
