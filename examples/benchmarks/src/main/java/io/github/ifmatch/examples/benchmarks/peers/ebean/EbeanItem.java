package io.github.ifmatch.examples.benchmarks.peers.ebean;

import io.github.ifmatch.examples.benchmarks.peers.row.ItemRow;
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

/** A row of ten columns, which the build enhances for Ebean. For one thread at a time. */
@Entity
@Table(name = "items")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by Ebean
public class EbeanItem implements Row<EbeanItem> {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String sku;
    private String name;
    private String category;
    private BigDecimal price;
    private int stock;
    private boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;

    private String note;

    @Version
    private long version;

    /** A row that is not stored yet. */
    public static EbeanItem numbered(int number) {
        EbeanItem bean = new EbeanItem();
        ItemRow row = ItemRow.numbered(number);
        bean.sku = row.sku();
        bean.name = row.name();
        bean.category = row.category();
        bean.price = row.price();
        bean.stock = row.stock();
        bean.active = row.active();
        bean.changedAt = row.changedAt();
        bean.note = row.note();
        return bean;
    }

    @Override
    public EbeanItem noted(String newNote) {
        note = newNote;
        return this;
    }

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
    public EbeanItem stocked(int newStock) {
        stock = newStock;
        return this;
    }
}
