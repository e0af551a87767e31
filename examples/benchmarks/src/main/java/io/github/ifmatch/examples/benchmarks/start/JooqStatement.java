package io.github.ifmatch.examples.benchmarks.start;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unquotedName;

import javax.sql.DataSource;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** jOOQ, with a statement of its language that checks the version. For one thread at a time. */
final class JooqStatement implements Way {

    @Override
    public void update(DataSource dataSource, Item edited) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        Field<Long> version = column("version", SQLDataType.BIGINT);
        Way.requireOne(DSL.using(dataSource, SQLDialect.H2)
                .update(table(unquotedName("products")))
                .set(column("sku", SQLDataType.VARCHAR), edited.sku())
                .set(column("name", SQLDataType.VARCHAR), edited.name())
                .set(column("price", SQLDataType.NUMERIC(12, 2)), edited.price())
                .set(column("stock", SQLDataType.INTEGER), edited.stock())
                .set(column("active", SQLDataType.BOOLEAN), edited.active())
                .set(column("changed_at", SQLDataType.TIMESTAMPWITHTIMEZONE(6)), edited.changedAt())
                .set(version, version.plus(inline(1)))
                .where(column("id", SQLDataType.BIGINT).eq(edited.id()).and(version.eq(edited.version())))
                .execute());
    }

    private static <T> Field<T> column(String name, DataType<T> type) {
        return field(unquotedName(name), type);
    }
}
