package io.github.ifmatch.examples.benchmarks.turns;

import io.github.ifmatch.examples.benchmarks.Product;
import io.github.ifmatch.examples.benchmarks.Products;
import io.github.ifmatch.examples.benchmarks.Store;
import java.math.BigDecimal;

/**
 * So many operations on one row each, on connections of their own. The rows are those of a shelf, which all ways share: each
 * goes on where the one before it ended. For one thread at a time.
 */
final class SingleRows implements Contestant {

    private final Work work;
    private final Shelf shelf;
    private final Products products;
    private final int operations;

    SingleRows(Work work, Shelf shelf, Products products, int operations) {
        this.work = work;
        this.shelf = shelf;
        this.products = products;
        this.operations = operations;
    }

    /** What is done to a row. */
    enum Work {
        FIND,
        UPDATE,
        PATCH,
        CONFLICT,
        INSERT,
        DELETE
    }

    /** A table, and its rows as they now stand. For one thread at a time. */
    static final class Shelf {

        private static final int ROWS = 1_000;

        private final Store store;
        private Product[] rows;
        private int next;

        Shelf(Store store) {
            this.store = store;
            this.rows = store.fill(ROWS);
        }

        private int next() {
            next = next + 1 == rows.length ? 0 : next + 1;
            return next;
        }
    }

    @Override
    public void prepare() {
        if (work == Work.INSERT) {
            shelf.store.clear();
        } else if (work == Work.DELETE) {
            shelf.rows = shelf.store.fill(operations);
            shelf.next = 0;
        }
    }

    @Override
    public long turn() {
        return switch (work) {
            case FIND -> find();
            case UPDATE -> update();
            case PATCH -> patch();
            case CONFLICT -> conflict();
            case INSERT -> insert();
            case DELETE -> delete();
        };
    }

    private long find() {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            sum += products.find(shelf.rows[shelf.next()].id()).version();
        }
        return sum;
    }

    private long update() {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            int place = shelf.next();
            Product row = shelf.rows[place];
            Product updated = products.update(row.with(row.stock() + 1, row.version()));
            shelf.rows[place] = updated;
            sum += updated.version();
        }
        return sum;
    }

    private long patch() {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            int place = shelf.next();
            Product row = shelf.rows[place];
            Product patched = products.patch(row, row.withPrice(row.price().add(BigDecimal.ONE)));
            shelf.rows[place] = patched;
            sum += patched.version();
        }
        return sum;
    }

    private long conflict() {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            Product row = shelf.rows[shelf.next()];
            sum += products.conflict(row.with(row.stock() + 1, row.version() - 1))
                    .version();
        }
        return sum;
    }

    private long insert() {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            sum += products.insert(shelf.rows[shelf.next()].withId(0)).version();
        }
        return sum;
    }

    private long delete() {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            sum += products.delete(shelf.rows[shelf.next()]).version();
        }
        return sum;
    }
}
