package io.github.ifmatch.examples.benchmarks.peers.ebean;

import io.github.ifmatch.examples.benchmarks.peers.row.ItemRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** A row of ten columns, which the build enhances for Ebean. For one thread at a time. */
@Entity
@Table(name = "items")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by Ebean
public class EbeanItem extends EbeanRow<EbeanItem> {

    private String sku;
    private String name;
    private String category;
    private BigDecimal price;
    private boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;

    private String note;

    /** A row that is not stored yet. */
    public static EbeanItem numbered(int number) {
        EbeanItem bean = new EbeanItem();
        ItemRow row = ItemRow.numbered(number);
        bean.sku = row.sku();
        bean.name = row.name();
        bean.category = row.category();
        bean.price = row.price();
        bean.active = row.active();
        bean.changedAt = row.changedAt();
        bean.note = row.note();
        return bean.stocked(row.stock());
    }

    @Override
    public EbeanItem noted(String newNote) {
        note = newNote;
        return this;
    }
}
