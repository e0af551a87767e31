package io.github.ifmatch.examples.benchmarks.start;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** The row as Hibernate wants it. For one thread at a time. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads them
@Table(name = "products")
public class ItemEntity {

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
    protected ItemEntity() {}

    ItemEntity(Item row) {
        this.id = row.id();
        this.sku = row.sku();
        this.name = row.name();
        this.price = row.price();
        this.stock = row.stock();
        this.active = row.active();
        this.changedAt = row.changedAt();
        this.version = row.version();
    }
}
