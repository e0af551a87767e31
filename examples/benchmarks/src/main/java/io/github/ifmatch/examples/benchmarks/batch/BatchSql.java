package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the ways by hand have in common: the statements, the binding, the reading. */
final class BatchSql {

    static final String COLUMNS = "id, sku, name, price, stock, active, changed_at, version";

    static final String UPDATE = "UPDATE products SET sku = ?, name = ?, price = ?, stock = ?, active = ?,"
            + " changed_at = ?, version = version + 1 WHERE id = ? AND version = ?";

    static final String SELECT = "SELECT " + COLUMNS + " FROM products WHERE id = ?";

    static final String SELECT_ANY = "SELECT " + COLUMNS + " FROM products WHERE id = ANY(?)";

    private BatchSql() {}

    /** The columns as H2 names them, to be asked for as generated keys. */
    static String[] keys() {
        return COLUMNS.toUpperCase(Locale.ROOT).split(", ");
    }

    /** Rows are locked in this order by everybody, so that two batches cannot deadlock. */
    static List<Product> sorted(List<Product> rows) {
        List<Product> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingLong(Product::id));
        return sorted;
    }

    static void bind(PreparedStatement statement, Product row) throws SQLException {
        statement.setString(1, row.sku());
        statement.setString(2, row.name());
        statement.setBigDecimal(3, row.price());
        statement.setInt(4, row.stock());
        statement.setBoolean(5, row.active());
        statement.setObject(6, row.changedAt());
        statement.setLong(7, row.id());
        statement.setLong(8, row.version());
    }

    static String selectAll(int ids) {
        return "SELECT " + COLUMNS + " FROM products WHERE id IN (" + String.join(", ", Collections.nCopies(ids, "?"))
                + ")";
    }

    static void readAll(ResultSet rows, List<Product> stored) throws SQLException {
        while (rows.next()) {
            stored.add(read(rows));
        }
    }

    static Product read(ResultSet rows) throws SQLException {
        return new Product(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getBigDecimal(4),
                rows.getInt(5),
                rows.getBoolean(6),
                rows.getObject(7, OffsetDateTime.class),
                rows.getLong(8));
    }
}
