package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Data JDBC: {@code saveAll}, which sends a statement for each row. A stale row fails the whole call. Thread-safe.
 */
final class SpringDataBatch implements Way {

    private final AnnotationConfigApplicationContext context;
    private final JdbcAggregateTemplate template;
    private final TransactionTemplate transaction;

    SpringDataBatch(DataSource dataSource) {
        this.context = SpringData.open(dataSource);
        this.template = context.getBean(JdbcAggregateTemplate.class);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
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

        static Row of(Product row) {
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

        Product toProduct() {
            return new Product(id, sku, name, price, stock, active, changedAt, version);
        }
    }

    @Override
    public Told update(List<Product> rows) {
        List<Row> edited = BatchSql.sorted(rows).stream().map(Row::of).toList();
        List<Row> saved = Objects.requireNonNull(transaction.execute(status -> template.saveAll(edited)));
        return new Told(saved.size(), saved.stream().map(Row::toProduct).toList());
    }

    @Override
    public void close() {
        context.close();
    }
}
