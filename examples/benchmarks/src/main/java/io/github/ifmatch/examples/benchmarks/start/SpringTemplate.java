package io.github.ifmatch.examples.benchmarks.start;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Spring's JdbcTemplate, with the statement written by hand. For one thread at a time. */
final class SpringTemplate implements Way {

    @Override
    public void update(DataSource dataSource, Item edited) {
        Way.requireOne(new JdbcTemplate(dataSource)
                .update(
                        HandWritten.UPDATE,
                        edited.sku(),
                        edited.name(),
                        edited.price(),
                        edited.stock(),
                        edited.active(),
                        edited.changedAt(),
                        edited.id(),
                        edited.version()));
    }
}
