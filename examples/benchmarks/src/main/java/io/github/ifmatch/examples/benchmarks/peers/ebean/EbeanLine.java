package io.github.ifmatch.examples.benchmarks.peers.ebean;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** A row of seven columns, which the build enhances for Ebean. For one thread at a time. */
@Entity
@Table(name = "lines")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by Ebean
public class EbeanLine extends EbeanRow<EbeanLine> {

    private String label;
    private BigDecimal price;
    private boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;
}
