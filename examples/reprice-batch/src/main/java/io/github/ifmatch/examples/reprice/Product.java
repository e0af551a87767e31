package io.github.ifmatch.examples.reprice;

import io.github.ifmatch.Table;
import java.math.BigDecimal;

/** A product of the catalogue. Immutable. */
record Product(long id, String name, BigDecimal price, int stock, long version) {

    static final Table<Product, Long> TABLE =
            Table.of(Product.class, Long.class).named("reprice_products");

    Product withName(String newName) {
        return new Product(id, newName, price, stock, version);
    }

    Product withPrice(BigDecimal newPrice) {
        return new Product(id, name, newPrice, stock, version);
    }

    Product withStock(int newStock) {
        return new Product(id, name, price, newStock, version);
    }
}
