package io.github.ifmatch.examples.reprice;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the counts against the database. Every write advances a version by one, so the versions tell how many there were:
 * one that was lost or made twice would show. For one thread at a time.
 */
final class Audit {

    private final Store store;
    private final PriceList prices;
    private final List<String> wrong = new ArrayList<>();

    Audit(Store store, PriceList prices) {
        this.store = store;
        this.prices = prices;
    }

    /** What does not add up; empty if all is well. */
    List<String> run() throws SQLException, IOException {
        State state = store.state();
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            long lines = prices.lines();
            require("lines done", lines, state.done());
            require(
                    "outcomes of the lines",
                    lines,
                    state.written() + state.merged() + state.unchanged() + state.conflicted() + state.missing());
            require(
                    "refused rows",
                    state.conflicted() + state.missing(),
                    number(statement, "SELECT count(*) FROM reprice_refused"));
            require(
                    "steps of the versions",
                    number(statement, "SELECT count(*) FROM reprice_edited WHERE what <> 'delete'")
                            + state.written()
                            + state.merged(),
                    number(statement, "SELECT coalesce(sum(version - 1), 0) FROM reprice_products")
                            + number(
                                    statement,
                                    "SELECT coalesce(sum(row_version - 1), 0) FROM reprice_edited WHERE what = 'delete'"));
            require("products without their new price", 0, withoutNewPrice(statement));
        }
        return wrong;
    }

    private void require(String what, long expected, long found) {
        if (expected != found) {
            wrong.add(what + ": " + found + " instead of " + expected);
        }
    }

    /** Products whose price is not the list's, though nobody edited it and the line was not refused. */
    private long withoutNewPrice(Statement statement) throws SQLException, IOException {
        Set<Long> excused = new HashSet<>();
        String others =
                "SELECT product_id FROM reprice_refused UNION SELECT product_id FROM reprice_edited WHERE what = 'price'";
        try (ResultSet rows = statement.executeQuery(others)) {
            while (rows.next()) {
                excused.add(rows.getLong(1));
            }
        }
        Map<Long, BigDecimal> stored = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT id, price FROM reprice_products")) {
            while (rows.next()) {
                stored.put(rows.getLong(1), rows.getBigDecimal(2));
            }
        }
        long without = 0;
        try (PriceList.Lines lines = prices.open(0)) {
            while (lines.hasNext()) {
                PriceList.Line line = lines.next();
                BigDecimal price = stored.get(line.productId());
                boolean isMissed =
                        price != null && !excused.contains(line.productId()) && price.compareTo(line.price()) != 0;
                without += isMissed ? 1 : 0;
            }
        }
        return without;
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
