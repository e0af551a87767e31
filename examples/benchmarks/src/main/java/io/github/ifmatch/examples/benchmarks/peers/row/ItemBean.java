package io.github.ifmatch.examples.benchmarks.peers.row;

import com.baomidou.mybatisplus.annotation.TableName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** A row of ten columns for Hibernate and MyBatis-Plus. For one thread at a time. */
@Entity
@Table(name = "items")
@TableName("items")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by the libraries
public class ItemBean extends BeanRow<ItemBean> {

    private String sku;
    private String name;
    private String category;
    private BigDecimal price;
    private Boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;

    private String note;

    /** A row that is not stored yet. */
    public static ItemBean numbered(int number) {
        ItemBean bean = new ItemBean();
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
    public ItemBean noted(String newNote) {
        note = newNote;
        return this;
    }

    @Override
    ItemBean empty() {
        return new ItemBean();
    }
}
