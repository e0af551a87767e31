package io.github.ifmatch.examples.benchmarks;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedRepository;
import javax.sql.DataSource;

/** The library. Thread-safe. */
final class IfmatchProducts implements Products {

    private final VersionedRepository<Product, Long> products;

    IfmatchProducts(DataSource dataSource) {
        this.products = Database.of(dataSource).repository(Product.TABLE);
    }

    @Override
    public Product find(long id) {
        return products.find(id).orElseThrow();
    }

    @Override
    public Product insert(Product row) {
        return products.insert(row);
    }

    @Override
    public Product update(Product row) {
        return products.update(row);
    }

    @Override
    public Product patch(Product before, Product after) {
        return products.patch(before, after);
    }

    @Override
    public Product delete(Product row) {
        return products.delete(row);
    }

    @Override
    public Product conflict(Product stale) {
        if (products.tryUpdate(stale) instanceof Conflict<Product> conflict) {
            return conflict.current();
        }
        throw new IllegalStateException("updated");
    }
}
