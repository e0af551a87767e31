package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataChangedException;
import org.jooq.impl.DSL;

/**
 * jOOQ's updatable records with its optimistic locking: a record writes what was changed in it. A batch is one UPDATE of all columns
 * with many bindings, since {@code batchUpdate} leaves the new version on the wrong records after a conflict. Thread-safe.
 */
final class JooqPeer<R extends JooqRow<R>> implements Peer<R> {

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final DSLContext dsl;
    private final JooqTable<R> table;

    JooqPeer(Shop shop, JooqTable<R> table) {
        Settings settings = new Settings()
                .withExecuteWithOptimisticLocking(true)
                .withRenderQuotedNames(RenderQuotedNames.NEVER);
        this.dsl =
                DSL.using(shop.dataSource(), shop.isPostgres() ? SQLDialect.POSTGRES : SQLDialect.H2, settings);
        this.table = table;
    }

    @Override
    public R find(long id) {
        return dsl.fetchSingle(table, table.id.eq(id));
    }

    @Override
    public R change(long id) {
        return dsl.transactionResult(transaction -> {
            R row = transaction.dsl().fetchSingle(table, table.id.eq(id));
            return written(row.edited());
        });
    }

    @Override
    public R update(R row) {
        return written(row);
    }

    @Override
    public R hit(long id) {
        while (true) {
            try {
                return written(find(id).edited());
            } catch (DataChangedException somebodyWasFaster) {
                // again
            }
        }
    }

    private R written(R row) {
        if (row.update() != 1) {
            throw new StaleException();
        }
        return row;
    }

    @Override
    public R insert(R row) {
        row.attach(dsl.configuration());
        if (row.insert() != 1) {
            throw new IllegalStateException("not inserted");
        }
        return row;
    }

    @Override
    public R delete(R row) {
        if (row.delete() != 1) {
            throw new StaleException();
        }
        return row;
    }

    @Override
    public boolean isRefusal(RuntimeException e) {
        return e instanceof DataChangedException || e instanceof StaleException;
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        int[] counts = dsl.transactionResult(transaction -> batch(transaction.dsl(), rows));
        for (int i = 0; i < counts.length; i++) {
            R row = rows.get(i);
            row.set(table.version, row.version() + counts[i]);
            row.changed(false);
        }
        return new Written<>(IntStream.of(counts).sum(), rows);
    }

    private int[] batch(DSLContext transaction, List<R> rows) {
        Map<Field<?>, Object> set = new LinkedHashMap<>();
        for (Field<?> field : columns()) {
            set.put(field, rows.get(0).get(field));
        }
        set.put(table.version, table.version.plus(DSL.inline(1L)));
        BatchBindStep batch = transaction.batch(transaction
                .update(table)
                .set(set)
                .where(table.id.eq(rows.get(0).id()).and(table.version.eq(rows.get(0).version()))));
        for (R row : rows) {
            batch = batch.bind(bindings(row));
        }
        return batch.execute();
    }

    private List<Field<?>> columns() {
        return List.of(table.fields()).subList(1, table.fields().length - 1);
    }

    private Object[] bindings(R row) {
        List<Object> values = new ArrayList<>();
        columns().forEach(field -> values.add(row.get(field)));
        values.add(row.id());
        values.add(row.version());
        return values.toArray();
    }
}
