package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** The row as Hibernate wants it. For one thread at a time. */
@Entity
@Table(name = "products")
public class ProductEntity {

    @Id
    private long id;

    private String sku;
    private String name;
    private BigDecimal price;
    private int stock;
    private boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;

    @Version
    private long version;

    /** For Hibernate, which fills it in. */
    @SuppressWarnings("NullAway.Init")
    protected ProductEntity() {}

    ProductEntity(Product row) {
        this.id = row.id();
        this.sku = row.sku();
        this.name = row.name();
        this.price = row.price();
        this.stock = row.stock();
        this.active = row.active();
        this.changedAt = row.changedAt();
        this.version = row.version();
    }

    Long id() {
        return id;
    }

    Product toProduct() {
        return new Product(id, sku, name, price, stock, active, changedAt, version);
    }
}
