package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Jdbi's prepared batch: answers counts. Thread-safe. */
final class JdbiBatch implements Way {

    private static final String UPDATE = "UPDATE products SET sku = :sku, name = :name, price = :price,"
            + " stock = :stock, active = :active, changed_at = :changedAt, version = version + 1"
            + " WHERE id = :id AND version = :version";

    private final Jdbi jdbi;

    JdbiBatch(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
    }

    @Override
    public Told update(List<Product> rows) {
        return jdbi.inTransaction(handle -> write(handle, BatchSql.sorted(rows)));
    }

    private static Told write(Handle handle, List<Product> rows) {
        try (PreparedBatch batch = handle.prepareBatch(UPDATE)) {
            rows.forEach(row -> batch.bindMethods(row).add());
            return Told.count(IntStream.of(batch.execute()).sum());
        }
    }
}
