package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the ways by hand have in common: the statements, and their order. */
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

    static String selectAll(int ids) {
        return "SELECT " + COLUMNS + " FROM products WHERE id IN (" + String.join(", ", Collections.nCopies(ids, "?"))
                + ")";
    }
}
