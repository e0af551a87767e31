package io.github.ifmatch.examples.benchmarks.peers.row;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/** A row of seven columns, one of them a text of 240 characters; the annotations are for Spring Data. Immutable. */
@Table("lines")
public record LineRow(
        @Id @Column("id") long id,
        @Column("label") String label,
        @Column("price") BigDecimal price,
        @Column("stock") int stock,
        @Column("active") boolean active,
        @Column("changed_at") OffsetDateTime changedAt,
        @Version @Column("version") long version)
        implements RecordRow<LineRow> {

    @Override
    public LineRow stocked(int newStock) {
        return new LineRow(id, label, price, newStock, active, changedAt, version);
    }

    @Override
    public LineRow at(long newVersion) {
        return new LineRow(id, label, price, stock, active, changedAt, newVersion);
    }
}
