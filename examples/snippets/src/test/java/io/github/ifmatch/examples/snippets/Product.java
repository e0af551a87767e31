package io.github.ifmatch.examples.snippets;

import io.github.ifmatch.Table;
import java.math.BigDecimal;

/** The row of the README's table. Immutable. */
public record Product(long id, String name, BigDecimal price, int stock, long version) {

    static final Table<Product, Long> TABLE =
            Table.of(Product.class, Long.class).named("products");

    Product withPrice(String newPrice) {
        return new Product(id, name, new BigDecimal(newPrice), stock, version);
    }

    Product withStock(int newStock) {
        return new Product(id, name, price, newStock, version);
    }
}
