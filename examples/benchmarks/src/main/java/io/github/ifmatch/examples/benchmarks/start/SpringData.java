package io.github.ifmatch.examples.benchmarks.start;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.relational.RelationalManagedTypes;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.NamingStrategy;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Spring Data JDBC's {@code save}, in an application context that has its beans alone. For one thread at a time. */
final class SpringData implements Way {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @Override
    public void update(DataSource dataSource, Item edited) {
        context.registerBean(NamedParameterJdbcTemplate.class, () -> new NamedParameterJdbcTemplate(dataSource));
        context.register(Configuration.class);
        context.refresh();
        Row saved = context.getBean(JdbcAggregateTemplate.class).save(Row.of(edited));
        if (saved.version() != edited.version() + 1) {
            throw new IllegalStateException("not the next version");
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** Spring Data's own beans, which leave the names' case to the database. */
    static class Configuration extends AbstractJdbcConfiguration {

        @Override
        public JdbcMappingContext jdbcMappingContext(
                Optional<NamingStrategy> namingStrategy,
                JdbcCustomConversions customConversions,
                RelationalManagedTypes jdbcManagedTypes) {
            JdbcMappingContext names = super.jdbcMappingContext(namingStrategy, customConversions, jdbcManagedTypes);
            names.setForceQuote(false);
            return names;
        }
    }

    /** The row as Spring Data wants it; names that it derives itself would depend on the JVM's locale. Immutable. */
    @Table("products")
    record Row(
            @Id @Column("id") long id,
            @Column("sku") String sku,
            @Column("name") String name,
            @Column("price") BigDecimal price,
            @Column("stock") int stock,
            @Column("active") boolean active,
            @Column("changed_at") OffsetDateTime changedAt,
            @Version @Column("version") long version) {

        static Row of(Item row) {
            return new Row(
                    row.id(),
                    row.sku(),
                    row.name(),
                    row.price(),
                    row.stock(),
                    row.active(),
                    row.changedAt(),
                    row.version());
        }
    }
}
