package io.github.ifmatch.examples.benchmarks.start;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Jdbi, with the statement written by hand and the row's components bound by name. For one thread at a time. */
final class JdbiStatement implements Way {

    private static final String UPDATE = "UPDATE products SET sku = :sku, name = :name, price = :price, stock = :stock,"
            + " active = :active, changed_at = :changedAt, version = version + 1 WHERE id = :id AND version = :version";

    @Override
    public void update(DataSource dataSource, Item edited) {
        Way.requireOne(Jdbi.create(dataSource)
                .withHandle(handle ->
                        handle.createUpdate(UPDATE).bindMethods(edited).execute()));
    }
}
