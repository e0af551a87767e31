package io.github.ifmatch.examples.benchmarks.start;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/**
 * The row that is updated, in eight columns, as it was read, with what is to be stored. It knows no library, so that none is loaded with
 * it. Immutable.
 */
public record Item(
        long id,
        String sku,
        String name,
        BigDecimal price,
        int stock,
        boolean active,
        OffsetDateTime changedAt,
        long version) {

    static final Item STORED = new Item(
            1,
            "SKU-1",
            "Product number 1",
            new BigDecimal("10.01"),
            1,
            true,
            OffsetDateTime.parse("2026-01-01T12:00:00.123456Z"),
            1);

    Item withStock(int newStock) {
        return new Item(id, sku, name, price, newStock, active, changedAt, version);
    }
}
