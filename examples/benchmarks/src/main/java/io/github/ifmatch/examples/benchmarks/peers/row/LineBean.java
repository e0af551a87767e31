package io.github.ifmatch.examples.benchmarks.peers.row;

import com.baomidou.mybatisplus.annotation.TableName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** A row of seven columns for Hibernate and MyBatis-Plus. For one thread at a time. */
@Entity
@Table(name = "lines")
@TableName("lines")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by the libraries
public class LineBean extends BeanRow<LineBean> {

    private String label;
    private BigDecimal price;
    private Boolean active;

    @Column(name = "changed_at")
    private OffsetDateTime changedAt;

    @Override
    LineBean empty() {
        return new LineBean();
    }
}
