package io.github.ifmatch.examples.benchmarks;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.VersionedRepository;

/** The library, over plain JDBC or through Jdbi. Thread-safe. */
final class IfmatchProducts implements Products {

    private final VersionedRepository<Product, Long> products;

    IfmatchProducts(VersionedRepository<Product, Long> products) {
        this.products = products;
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
