package io.github.ifmatch.examples.benchmarks.peers;

import io.github.ifmatch.examples.benchmarks.peers.shop.Shape;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import java.util.Locale;

/** What is done. Immutable. */
enum Workload {
    /** A row by its id. */
    FIND(Shape.ITEMS, 500, 100),

    /** Load a row, change it and write it, in one transaction. */
    CHANGE(Shape.ITEMS, 300, 60),

    /** Write a row that was held since the last write. */
    UPDATE(Shape.ITEMS, 500, 100),

    /** Write one of its ten columns. */
    PATCH(Shape.ITEMS, 500, 100),

    /** Insert a row; the database gives the id. */
    INSERT(Shape.ITEMS, 500, 100),

    /** Delete a row that was held. */
    DELETE(Shape.ITEMS, 300, 60),

    /** An update that is refused; then the current row. */
    CONFLICT(Shape.ITEMS, 300, 60),

    /** An update of a row of 60 columns, of which one is changed. */
    WIDE(Shape.WIDE, 100, 50),

    /** An update of a text of 100 KB. */
    TEXT(Shape.ITEMS, 50, 10),

    /** Eight threads that put one more in stock of one row, again and again. */
    HOT_ROW(Shape.ITEMS, 100, 25),

    /** An update of so many rows in one transaction. */
    BATCH_1000(Shape.LINES, 1_000, 1_000),

    /** The same, one in a hundred stale. */
    BATCH_1000_STALE(Shape.LINES, 1_000, 1_000),

    /** An update of so many rows in one transaction. */
    BATCH_10000(Shape.LINES, 10_000, 10_000),

    /** The same, one in a hundred stale. */
    BATCH_10000_STALE(Shape.LINES, 10_000, 10_000);

    private final Shape shape;
    private final int onH2;
    private final int onPostgres;

    Workload(Shape shape, int onH2, int onPostgres) {
        this.shape = shape;
        this.onH2 = onH2;
        this.onPostgres = onPostgres;
    }

    Shape shape() {
        return shape;
    }

    /** How many rows a turn goes over; of the hot row, how many changes each thread makes. */
    int size(String database) {
        return database.equals("h2") ? onH2 : onPostgres;
    }

    /** How many operations a turn of this size is: a batch is one. */
    int operations(int size) {
        return isBatch() ? 1 : this == HOT_ROW ? size * Shop.THREADS : size;
    }

    /** How many rounds there are at least, however long they take: until then a dozen libraries are not compiled. */
    int rounds() {
        if (onH2 == 10_000) {
            return 3;
        }
        return isBatch() || this == HOT_ROW ? 10 : 40;
    }

    boolean isBatch() {
        return shape == Shape.LINES;
    }

    boolean isStale() {
        return this == BATCH_1000_STALE || this == BATCH_10000_STALE;
    }

    /** How many of so many rows are stale. */
    int stale(int size) {
        return isStale() ? Math.max(1, size / 100) : 0;
    }

    /** In small letters, as on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
