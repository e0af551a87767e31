package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Columns;
import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * One statement for all rows by hand: an array for each column, bound with {@code createArrayOf}. It answers the row and
 * whether it was written.
 *
 * @param bindsIds whether the ids are bound once more, at the end
 */
record UnnestStatement(DataSource dataSource, String text, boolean bindsIds) implements Way {

    private static final String UNNEST = "unnest(?::bigint[], ?::text[], ?::text[], ?::numeric[], ?::int[],"
            + " ?::boolean[], ?::timestamptz[], ?::bigint[])";
    private static final String IN_ORDER =
            "(SELECT * FROM " + UNNEST + " WITH ORDINALITY AS u(" + BatchSql.COLUMNS + ", place) ORDER BY place) AS v";
    private static final String SET = "sku = v.sku, name = v.name, price = v.price, stock = v.stock,"
            + " active = v.active, changed_at = v.changed_at, version = t.version + 1";
    private static final String RETURNED = "t.id, t.sku, t.name, t.price, t.stock, t.active, t.changed_at, t.version";

    /** Locks in order, then writes, and answers written and other rows: one round trip. */
    static Way lockFirst(DataSource dataSource) {
        String text = "WITH v AS (SELECT * FROM " + UNNEST + " AS v(" + BatchSql.COLUMNS + ")),"
                + " cur AS MATERIALIZED (SELECT " + RETURNED + " FROM products t WHERE t.id = ANY(?::bigint[])"
                + " ORDER BY t.id FOR NO KEY UPDATE),"
                + " u AS (UPDATE products t SET " + SET + " FROM cur JOIN v ON v.id = cur.id"
                + " WHERE t.id = cur.id AND cur.version = v.version RETURNING " + RETURNED + ")"
                + " SELECT u.*, TRUE FROM u UNION ALL SELECT cur.*, FALSE FROM cur"
                + " WHERE NOT EXISTS (SELECT FROM u WHERE u.id = cur.id)";
        return new UnnestStatement(dataSource, text, true);
    }

    /** Writes in whatever order the plan has, and answers only what was written. */
    static Way plain(DataSource dataSource) {
        String text = "UPDATE products t SET " + SET + " FROM " + UNNEST + " AS v(" + BatchSql.COLUMNS + ")"
                + " WHERE t.id = v.id AND t.version = v.version RETURNING " + RETURNED + ", TRUE";
        return new UnnestStatement(dataSource, text, false);
    }

    /** Writes in the order given as long as the plan begins with the values, and answers only what was written. */
    static Way oneByOne(DataSource dataSource) {
        String text = "UPDATE products t SET " + SET + " FROM " + IN_ORDER
                + " WHERE t.id = ANY(ARRAY[v.id]) AND t.version = v.version RETURNING " + RETURNED + ", TRUE";
        return new UnnestStatement(dataSource, text, false);
    }

    /**
     * Writes in the order given: a clause that inserts makes it an outer join, and the condition can neither be hashed nor
     * merged. Answers only what was written.
     */
    static Way mergeInOrder(DataSource dataSource) {
        String text = "MERGE INTO products t USING " + IN_ORDER + " ON t.id = ANY(ARRAY[v.id])"
                + " WHEN MATCHED AND t.version = v.version THEN UPDATE SET " + SET
                + " WHEN NOT MATCHED AND FALSE THEN INSERT DEFAULT VALUES RETURNING " + RETURNED + ", TRUE";
        return new UnnestStatement(dataSource, text, false);
    }

    @Override
    public Told update(List<Product> rows) throws SQLException {
        return InTransaction.run(dataSource, connection -> write(connection, BatchSql.sorted(rows)));
    }

    private Told write(Connection connection, List<Product> rows) throws SQLException {
        List<Product> stored = new ArrayList<>(rows.size());
        int written = 0;
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, rows);
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    stored.add(Columns.STANDARD.read(answer));
                    written += answer.getBoolean(9) ? 1 : 0;
                }
            }
        }
        return new Told(written, stored);
    }

    private void bind(PreparedStatement statement, List<Product> rows) throws SQLException {
        array(statement, 1, "bigint", rows, Product::id);
        array(statement, 2, "varchar", rows, Product::sku);
        array(statement, 3, "varchar", rows, Product::name);
        array(statement, 4, "numeric", rows, Product::price);
        array(statement, 5, "integer", rows, Product::stock);
        array(statement, 6, "boolean", rows, Product::active);
        array(statement, 7, "timestamptz", rows, Product::changedAt);
        array(statement, 8, "bigint", rows, Product::version);
        if (bindsIds) {
            array(statement, 9, "bigint", rows, Product::id);
        }
    }

    private static void array(
            PreparedStatement statement, int index, String type, List<Product> rows, Function<Product, Object> column)
            throws SQLException {
        Object[] values = rows.stream().map(column).toArray();
        Object[] typed = Arrays.copyOf(values, values.length, arrayOf(values[0].getClass())); // which go in binary form
        statement.setArray(index, statement.getConnection().createArrayOf(type, typed));
    }

    @SuppressWarnings("unchecked")
    private static Class<Object[]> arrayOf(Class<?> element) {
        return (Class<Object[]>) element.arrayType();
    }
}
