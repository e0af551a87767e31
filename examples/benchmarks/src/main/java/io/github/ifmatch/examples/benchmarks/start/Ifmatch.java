package io.github.ifmatch.examples.benchmarks.start;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import javax.sql.DataSource;

/** A repository of its own, whose dialect is found. For one thread at a time. */
final class Ifmatch implements Way {

    @Override
    public void update(DataSource dataSource, Item edited) {
        Table<Item, Long> table = Table.of(Item.class, Long.class).named("products");
        VersionedRepository<Item, Long> items = Database.of(dataSource).repository(table);
        if (items.update(edited).version() != edited.version() + 1) {
            throw new IllegalStateException("not the next version");
        }
    }
}
