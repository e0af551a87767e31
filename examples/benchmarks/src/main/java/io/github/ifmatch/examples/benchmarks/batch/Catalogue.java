package io.github.ifmatch.examples.benchmarks.batch;

import io.github.ifmatch.examples.benchmarks.Product;
import io.github.ifmatch.examples.benchmarks.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A table full of products, and edits of some of them at a time, each in turn. For one thread at a time.
 *
 * <p>The rows that are edited together are neighbours in the table, in no order.
 */
public final class Catalogue {

    /** Where every row is written by the one who measures, the round tells its version. */
    private int round = 1;

    private int next;

    private final Product[] rows;
    private final int together;
    private final int stalePercent;

    private Catalogue(Product[] rows, int together, int stalePercent) {
        this.rows = rows;
        this.together = together;
        this.stalePercent = stalePercent;
    }

    /** Fills the table anew. */
    public static Catalogue of(Store store, int size, int together, int stalePercent) {
        store.fillAtOnce(size);
        Product[] rows = new Product[size];
        for (int i = 0; i < size; i++) {
            rows[i] = Product.numbered(i).withId(i + 1);
        }
        Random random = new Random(1);
        for (int from = 0; from < size; from += together) {
            Collections.shuffle(java.util.Arrays.asList(rows).subList(from, from + together), random);
        }
        return new Catalogue(rows, together, stalePercent);
    }

    /** How many of the rows that are edited together stand at their version. */
    int fresh() {
        return together - together * stalePercent / 100;
    }

    /**
     * The next edits: each has a stock that the row never had, so that nobody finds it unchanged; those that are stale have a
     * version that the row never had.
     */
    public List<Product> edit() {
        List<Product> edited = new ArrayList<>(together);
        for (int i = 0; i < together; i++) {
            boolean isFresh = i >= together - fresh();
            edited.add(rows[next + i].with(-round, isFresh ? round : 0));
        }
        next += together;
        if (next == rows.length) {
            next = 0;
            round++;
        }
        return edited;
    }
}
