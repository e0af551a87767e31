package io.github.ifmatch.examples.shop;

import java.math.BigDecimal;

/** What can be ordered. */
record Article(long id, String name, BigDecimal price, long version) {

    Article withPrice(BigDecimal newPrice) {
        return new Article(id, name, newPrice, version);
    }
}
