package io.github.ifmatch.examples.benchmarks;

import io.github.ifmatch.Table;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** The row: eight columns of seven types. Immutable. */
public record Product(
        long id,
        String sku,
        String name,
        BigDecimal price,
        int stock,
        boolean active,
        OffsetDateTime changedAt,
        long version) {

    /** Its table. */
    public static final Table<Product, Long> TABLE =
            Table.of(Product.class, Long.class).named("products");

    private static final OffsetDateTime CHANGED_AT = OffsetDateTime.parse("2026-01-01T12:00:00.123456Z");

    /** A row that is not stored yet. */
    public static Product numbered(int number) {
        return new Product(
                0,
                "SKU-" + number,
                "Product number " + number,
                BigDecimal.valueOf(1_000L + number, 2),
                number,
                number % 2 == 0,
                CHANGED_AT.plusSeconds(number),
                0);
    }

    /** The same row with this price. */
    public Product withPrice(BigDecimal newPrice) {
        return new Product(id, sku, name, newPrice, stock, active, changedAt, version);
    }

    Product withStock(int newStock) {
        return new Product(id, sku, name, price, newStock, active, changedAt, version);
    }

    Product withVersion(long newVersion) {
        return new Product(id, sku, name, price, stock, active, changedAt, newVersion);
    }

    /** The same row under this id. */
    public Product withId(long newId) {
        return new Product(newId, sku, name, price, stock, active, changedAt, version);
    }

    /** The same row with this stock, at this version. */
    public Product with(int newStock, long newVersion) {
        return new Product(id, sku, name, price, newStock, active, changedAt, newVersion);
    }
}
