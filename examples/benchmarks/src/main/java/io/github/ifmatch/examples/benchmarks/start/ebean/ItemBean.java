package io.github.ifmatch.examples.benchmarks.start.ebean;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** The row as Ebean wants it. For one thread at a time. */
@Entity
@SuppressWarnings("UnusedVariable") // Ebean reads them
@Table(name = "products")
public class ItemBean {

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

    /** A row that is stored already. */
    public ItemBean(
            long id,
            String sku,
            String name,
            BigDecimal price,
            int stock,
            boolean active,
            OffsetDateTime changedAt,
            long version) {
        this.id = id;
        this.sku = sku;
        this.name = name;
        this.price = price;
        this.stock = stock;
        this.active = active;
        this.changedAt = changedAt;
        this.version = version;
    }
}
