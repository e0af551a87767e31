package io.github.ifmatch.examples.benchmarks.peers.row;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of ten columns for Hibernate and MyBatis-Plus. For one thread at a time. */
@Entity
@Table(name = "items")
@TableName("items")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by the libraries
public class ItemBean implements BeanRow<ItemBean> {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @TableId(type = IdType.AUTO)
    private @Nullable Long id;

    private String sku;
    private String name;
    private String category;
    private BigDecimal price;
    private Integer stock;
    private Boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;

    private String note;

    @Version
    @com.baomidou.mybatisplus.annotation.Version
    private @Nullable Long version;

    /** A row that is not stored yet. */
    public static ItemBean numbered(int number) {
        ItemBean bean = new ItemBean();
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
    public ItemBean noted(String newNote) {
        note = newNote;
        return this;
    }

    @Override
    public long id() {
        return Objects.requireNonNull(id);
    }

    @Override
    public long version() {
        return Objects.requireNonNull(version);
    }

    @Override
    public int stock() {
        return stock;
    }

    @Override
    public ItemBean stocked(int newStock) {
        stock = newStock;
        return this;
    }

    @Override
    public ItemBean of(long ofId, int ofStock, long ofVersion) {
        ItemBean partial = new ItemBean();
        partial.id = ofId;
        partial.stock = ofStock;
        partial.version = ofVersion;
        return partial;
    }

    @Override
    public void setVersion(long newVersion) {
        version = newVersion;
    }
}
