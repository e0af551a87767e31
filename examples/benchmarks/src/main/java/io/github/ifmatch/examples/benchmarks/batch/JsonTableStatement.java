package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Columns;
import io.github.ifmatch.examples.benchmarks.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * MariaDB: one statement for all rows, which come as a text of JSON, in the order of their ids; then one query for what stands. It is told
 * only how many rows were written, not which.
 */
record JsonTableStatement(DataSource dataSource, Columns columns) implements Way {

    private static final String UPDATE = "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$[0]',"
            + " sku varchar(20) PATH '$[1]', name varchar(100) PATH '$[2]', price decimal(12, 2) PATH '$[3]',"
            + " stock int PATH '$[4]', active int PATH '$[5]', changed_at datetime(6) PATH '$[6]',"
            + " version bigint PATH '$[7]')) AS v STRAIGHT_JOIN products t ON t.id = v.id"
            + " SET t.sku = v.sku, t.name = v.name, t.price = v.price, t.stock = v.stock, t.active = v.active,"
            + " t.changed_at = v.changed_at, t.version = t.version + 1 WHERE t.version = v.version";

    @Override
    public Told update(List<Product> rows) throws SQLException {
        return InTransaction.run(dataSource, connection -> write(connection, BatchSql.sorted(rows)));
    }

    private Told write(Connection connection, List<Product> rows) throws SQLException {
        List<Product> stored = new ArrayList<>(rows.size());
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setString(1, json(rows));
            int written = update.executeUpdate();
            JdbcBatch.readIn(connection, columns, rows, stored);
            return new Told(written, stored);
        }
    }

    private static String json(List<Product> rows) {
        StringBuilder json = new StringBuilder(rows.size() * 120).append('[');
        for (Product row : rows) {
            json.append(json.length() == 1 ? "[" : ",[").append(row.id()).append(',');
            quote(json, row.sku());
            json.append(',');
            quote(json, row.name());
            json.append(',').append(row.price().toPlainString());
            json.append(',').append(row.stock());
            json.append(',').append(row.active() ? 1 : 0).append(",\"");
            DateTimeFormatter.ISO_LOCAL_DATE_TIME.formatTo(
                    row.changedAt().withOffsetSameInstant(ZoneOffset.UTC), json);
            json.append("\",").append(row.version()).append(']');
        }
        return json.append(']').toString();
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                json.append('\\').append(letter);
            } else if (letter < ' ') {
                json.append(String.format("\\u%04x", (int) letter));
            } else {
                json.append(letter);
            }
        }
        json.append('"');
    }
}
