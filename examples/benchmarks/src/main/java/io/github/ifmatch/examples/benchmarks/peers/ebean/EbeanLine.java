package io.github.ifmatch.examples.benchmarks.peers.ebean;

import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** A row of seven columns, which the build enhances for Ebean. For one thread at a time. */
@Entity
@Table(name = "lines")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by Ebean
public class EbeanLine implements Row<EbeanLine> {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String label;
    private BigDecimal price;
    private int stock;
    private boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;


    @Version
    private long version;

    @Override
    public long id() {
        return id;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public int stock() {
        return stock;
    }

    @Override
    public EbeanLine stocked(int newStock) {
        stock = newStock;
        return this;
    }
}
