package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.examples.benchmarks.Product;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The library. Thread-safe. */
final class IfmatchBatch implements Way {

    private final VersionedRepository<Product, Long> products;

    IfmatchBatch(DataSource dataSource) {
        this(Database.of(dataSource));
    }

    private IfmatchBatch(Database database) {
        this.products = database.repository(Product.TABLE);
    }

    /** As it is sent in somebody's transaction. */
    static Way lockedFirst(DataSource dataSource) {
        return new IfmatchBatch(Database.of(dataSource).withLockedBatches());
    }

    @Override
    public Told update(List<Product> rows) {
        List<Product> stored = new ArrayList<>(rows.size());
        int written = 0;
        for (Outcome<Product> outcome : products.tryUpdateAll(rows)) {
            if (outcome instanceof Applied<Product> applied) {
                stored.add(applied.row());
                written++;
            } else if (outcome instanceof Conflict<Product> conflict) {
                stored.add(conflict.current());
            }
        }
        return new Told(written, stored);
    }
}
