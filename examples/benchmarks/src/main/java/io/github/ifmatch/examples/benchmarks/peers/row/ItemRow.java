package io.github.ifmatch.examples.benchmarks.peers.row;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/** A row of ten columns; the annotations are for Spring Data, whose own names would depend on the locale. Immutable. */
@Table("items")
public record ItemRow(
        @Id @Column("id") long id,
        @Column("sku") String sku,
        @Column("name") String name,
        @Column("category") String category,
        @Column("price") BigDecimal price,
        @Column("stock") int stock,
        @Column("active") boolean active,
        @Column("changed_at") OffsetDateTime changedAt,
        @Column("note") String note,
        @Version @Column("version") long version)
        implements RecordRow<ItemRow> {

    /** When all rows were changed last. */
    public static final OffsetDateTime CHANGED_AT = OffsetDateTime.parse("2026-01-01T12:00:00.123456Z");

    /** A row that is not stored yet; what the table is filled with, too. */
    public static ItemRow numbered(int number) {
        return new ItemRow(
                0,
                "SKU-" + number,
                "Item number " + number,
                "Category",
                new BigDecimal(number + ".00"),
                0,
                true,
                CHANGED_AT,
                "A note on " + number,
                0);
    }

    @Override
    public ItemRow stocked(int newStock) {
        return new ItemRow(id, sku, name, category, price, newStock, active, changedAt, note, version);
    }

    @Override
    public ItemRow noted(String newNote) {
        return new ItemRow(id, sku, name, category, price, stock, active, changedAt, newNote, version);
    }

    @Override
    public ItemRow at(long newVersion) {
        return new ItemRow(id, sku, name, category, price, stock, active, changedAt, note, newVersion);
    }
}
