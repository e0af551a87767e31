package io.github.ifmatch.examples.snippets;

import java.math.BigDecimal;

/** What a client sends of a product. Immutable. */
record ProductEdit(String name, BigDecimal price, int stock) {

    /** The product; at which version it may be written, the preconditions say. */
    Product of(long id) {
        return new Product(id, name, price, stock, 0);
    }
}
