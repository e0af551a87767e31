package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.shop.Column;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shape;
import java.util.Objects;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Identity;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;

/** A table as jOOQ's generator would describe it, with its record version. Thread-safe. */
final class JooqTable<R extends JooqRow<R>> extends TableImpl<R> {

    static final JooqTable<JooqRow.Item> ITEMS = new JooqTable<>(Shape.ITEMS, JooqRow.Item.class);
    static final JooqTable<JooqRow.Line> LINES = new JooqTable<>(Shape.LINES, JooqRow.Line.class);
    static final JooqTable<JooqRow.Wide> WIDE = new JooqTable<>(Shape.WIDE, JooqRow.Wide.class);

    private static final long serialVersionUID = 1L;

    final TableField<R, Long> id;
    final TableField<R, Long> version;
    final Field<Integer> stock;
    private final Class<R> type;

    private JooqTable(Shape shape, Class<R> type) {
        super(DSL.name(shape.table()));
        this.type = type;
        this.id = createField(DSL.name("id"), SQLDataType.BIGINT.notNull().identity(true));
        for (Column column : shape.columns()) {
            createField(DSL.name(column.name()), type(column).notNull());
        }
        this.version = createField(DSL.name("version"), SQLDataType.BIGINT.notNull());
        this.stock = Objects.requireNonNull(field("stock", Integer.class));
    }

    private static DataType<?> type(Column column) {
        return switch (column.baseType()) {
            case "int" -> SQLDataType.INTEGER;
            case "bigint" -> SQLDataType.BIGINT;
            case "boolean" -> SQLDataType.BOOLEAN;
            case "numeric" -> SQLDataType.NUMERIC(12, 2);
            case "timestamp with time zone" -> SQLDataType.TIMESTAMPWITHTIMEZONE(6);
            default -> SQLDataType.VARCHAR;
        };
    }

    @Override
    public Class<R> getRecordType() {
        return type;
    }

    @Override
    public Identity<R, Long> getIdentity() {
        return Internal.createIdentity(this, id);
    }

    @Override
    public UniqueKey<R> getPrimaryKey() {
        return Internal.createUniqueKey(this, id);
    }

    @Override
    public TableField<R, Long> getRecordVersion() {
        return version;
    }
}
