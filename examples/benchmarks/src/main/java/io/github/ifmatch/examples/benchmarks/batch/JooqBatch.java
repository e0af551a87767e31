package io.github.ifmatch.examples.benchmarks.batch;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unquotedName;

import io.github.ifmatch.examples.benchmarks.Product;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * jOOQ's batch of one UPDATE with many bindings, the faster one of its two: {@code batchUpdate} of records sends the same, and
 * leaves the new version on the wrong records after a conflict. Answers counts. Thread-safe.
 */
final class JooqBatch implements Way {

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private static final Field<Long> ID = column("id", SQLDataType.BIGINT);
    private static final Field<String> SKU = column("sku", SQLDataType.VARCHAR);
    private static final Field<String> NAME = column("name", SQLDataType.VARCHAR);
    private static final Field<BigDecimal> PRICE = column("price", SQLDataType.NUMERIC(12, 2));
    private static final Field<Integer> STOCK = column("stock", SQLDataType.INTEGER);
    private static final Field<Boolean> ACTIVE = column("active", SQLDataType.BOOLEAN);
    private static final Field<OffsetDateTime> CHANGED_AT = column("changed_at", SQLDataType.TIMESTAMPWITHTIMEZONE(6));
    private static final Field<Long> VERSION = column("version", SQLDataType.BIGINT);

    private final DSLContext dsl;

    JooqBatch(DataSource dataSource, boolean isPostgres) {
        this.dsl = DSL.using(dataSource, isPostgres ? SQLDialect.POSTGRES : SQLDialect.H2);
    }

    @Override
    public Told update(List<Product> rows) {
        return dsl.transactionResult(transaction -> write(transaction.dsl(), BatchSql.sorted(rows)));
    }

    private static Told write(DSLContext dsl, List<Product> rows) {
        BatchBindStep batch = dsl.batch(update(dsl, rows.get(0)));
        for (Product row : rows) {
            batch = batch.bind(
                    row.sku(),
                    row.name(),
                    row.price(),
                    row.stock(),
                    row.active(),
                    row.changedAt(),
                    row.id(),
                    row.version());
        }
        return Told.count(IntStream.of(batch.execute()).sum());
    }

    private static Query update(DSLContext dsl, Product row) {
        return dsl.update(table(unquotedName("products")))
                .set(SKU, row.sku())
                .set(NAME, row.name())
                .set(PRICE, row.price())
                .set(STOCK, row.stock())
                .set(ACTIVE, row.active())
                .set(CHANGED_AT, row.changedAt())
                .set(VERSION, VERSION.plus(inline(1)))
                .where(ID.eq(row.id()).and(VERSION.eq(row.version())));
    }

    private static <T> Field<T> column(String name, DataType<T> type) {
        return field(unquotedName(name), type);
    }
}
