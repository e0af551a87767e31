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

/** A row of seven columns for Hibernate and MyBatis-Plus. For one thread at a time. */
@Entity
@Table(name = "lines")
@TableName("lines")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by the libraries
public class LineBean implements BeanRow<LineBean> {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @TableId(type = IdType.AUTO)
    private @Nullable Long id;

    private String label;
    private BigDecimal price;
    private Integer stock;
    private Boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;


    @Version
    @com.baomidou.mybatisplus.annotation.Version
    private @Nullable Long version;

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
    public LineBean stocked(int newStock) {
        stock = newStock;
        return this;
    }

    @Override
    public LineBean of(long ofId, int ofStock, long ofVersion) {
        LineBean partial = new LineBean();
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
