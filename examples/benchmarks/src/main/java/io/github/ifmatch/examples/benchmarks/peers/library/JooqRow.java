package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.ItemRow;
import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import io.github.ifmatch.examples.benchmarks.peers.shop.Mapping;
import org.jooq.impl.UpdatableRecordImpl;

/** A row as jOOQ wants it: an updatable record. For one thread at a time. */
public abstract class JooqRow<R extends JooqRow<R>> extends UpdatableRecordImpl<R> implements Row<R> {

    private static final long serialVersionUID = 1L;

    private final JooqTable<R> table;

    private JooqRow(JooqTable<R> table) {
        super(table);
        this.table = table;
    }

    /** Of the ten columns. For one thread at a time. */
    public static final class Item extends JooqRow<Item> {

        private static final long serialVersionUID = 1L;

        /** For jOOQ, which fills it in. */
        public Item() {
            super(JooqTable.ITEMS);
        }

        /** A row that is not stored yet. */
        static Item numbered(int number) {
            Item item = new Item();
            Object[] values = new Mapping.Items().values(ItemRow.numbered(number));
            for (int i = 0; i < values.length; i++) {
                item.set(i + 1, values[i]);
            }
            return item;
        }

        @Override
        public Item noted(String note) {
            set(JooqTable.ITEMS.field("note", String.class), note);
            return this;
        }
    }

    /** Of the seven columns. For one thread at a time. */
    public static final class Line extends JooqRow<Line> {

        private static final long serialVersionUID = 1L;

        /** For jOOQ, which fills it in. */
        public Line() {
            super(JooqTable.LINES);
        }
    }

    /** Of the 60 columns. For one thread at a time. */
    public static final class Wide extends JooqRow<Wide> {

        private static final long serialVersionUID = 1L;

        /** For jOOQ, which fills it in. */
        public Wide() {
            super(JooqTable.WIDE);
        }
    }

    @Override
    public long id() {
        return get(table.id);
    }

    @Override
    public long version() {
        return get(table.version);
    }

    @Override
    public int stock() {
        return get(table.stock);
    }

    @Override
    @SuppressWarnings("unchecked")
    public R stocked(int stock) {
        set(table.stock, stock);
        return (R) this;
    }
}
