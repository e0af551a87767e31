package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Columns;
import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/**
 * MariaDB: one statement for all rows, whose values are bound one by one, in the order of their ids; then one query for what stands. It is
 * told only how many rows were written, not which.
 */
record ValuesStatement(DataSource dataSource, Columns columns) implements Way {

    private static final int PARAMETERS = 8;

    private static final String BEFORE =
            "UPDATE (WITH v (sku, name, price, stock, active, changed_at, id, version) AS (VALUES ";

    private static final String AFTER = ") SELECT * FROM v) v STRAIGHT_JOIN products t ON t.id = v.id"
            + " SET t.sku = v.sku, t.name = v.name, t.price = v.price, t.stock = v.stock, t.active = v.active,"
            + " t.changed_at = v.changed_at, t.version = t.version + 1 WHERE t.version = v.version";

    @Override
    public Told update(List<Product> rows) throws SQLException {
        return InTransaction.run(dataSource, connection -> write(connection, BatchSql.sorted(rows)));
    }

    private Told write(Connection connection, List<Product> rows) throws SQLException {
        List<Product> stored = new ArrayList<>(rows.size());
        String values = String.join(", ", Collections.nCopies(rows.size(), "(?, ?, ?, ?, ?, ?, ?, ?)"));
        try (PreparedStatement update = connection.prepareStatement(BEFORE + values + AFTER)) {
            int before = 0;
            for (Product row : rows) {
                columns.bindUpdate(update, before, row);
                before += PARAMETERS;
            }
            int written = update.executeUpdate();
            JdbcBatch.readIn(connection, columns, rows, stored);
            return new Told(written, stored);
        }
    }
}
