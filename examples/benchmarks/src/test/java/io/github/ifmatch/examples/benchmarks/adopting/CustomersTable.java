package io.github.ifmatch.examples.benchmarks.adopting;

import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.jooq.impl.UpdatableRecordImpl;

/** The table as jOOQ's generator makes it if it is told of the version. Thread-safe. */
final class CustomersTable extends TableImpl<CustomersTable.CustomerRecord> {

    static final CustomersTable CUSTOMERS = new CustomersTable();

    private static final long serialVersionUID = 1L;

    final TableField<CustomerRecord, Long> id;
    final TableField<CustomerRecord, String> name;
    final TableField<CustomerRecord, Integer> discount;
    final TableField<CustomerRecord, Long> version;

    private CustomersTable() {
        super(DSL.name("customers"));
        this.id = createField(DSL.name("id"), SQLDataType.BIGINT.notNull());
        this.name = createField(DSL.name("name"), SQLDataType.VARCHAR.notNull());
        this.discount = createField(DSL.name("discount"), SQLDataType.INTEGER.notNull());
        this.version = createField(DSL.name("version"), SQLDataType.BIGINT.notNull());
    }

    @Override
    public Class<CustomerRecord> getRecordType() {
        return CustomerRecord.class;
    }

    @Override
    public UniqueKey<CustomerRecord> getPrimaryKey() {
        return Internal.createUniqueKey(this, id);
    }

    @Override
    public TableField<CustomerRecord, Long> getRecordVersion() {
        return version;
    }

    /** A row. For one thread at a time. */
    public static final class CustomerRecord extends UpdatableRecordImpl<CustomerRecord> {

        private static final long serialVersionUID = 1L;

        /** For jOOQ, which fills it in. */
        public CustomerRecord() {
            super(CUSTOMERS);
        }
    }
}
