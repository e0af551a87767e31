package io.github.ifmatch.examples.benchmarks.start;

import static java.util.Objects.requireNonNull;

import io.ebean.Database;
import io.ebean.DatabaseFactory;
import io.ebean.config.DatabaseConfig;
import io.github.ifmatch.examples.benchmarks.start.ebean.ItemBean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Ebean's update of a bean that it did not read itself; enhanced when it was built. For one thread at a time. */
final class EbeanBean implements Way {

    private @Nullable Database database;

    @Override
    public void update(DataSource dataSource, Item edited) {
        DatabaseConfig config = new DatabaseConfig();
        config.setDataSource(dataSource);
        config.addClass(ItemBean.class);
        database = DatabaseFactory.create(config);
        database.update(bean(edited));
    }

    private static ItemBean bean(Item row) {
        return new ItemBean(
                row.id(),
                row.sku(),
                row.name(),
                row.price(),
                row.stock(),
                row.active(),
                row.changedAt(),
                row.version());
    }

    @Override
    public void close() {
        requireNonNull(database).shutdown();
    }
}
