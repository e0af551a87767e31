package io.github.ifmatch.examples.benchmarks.streaming;

import io.github.ifmatch.examples.benchmarks.Product;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The next so many rows of the table, made as they are asked for; after the last row comes the first again.
 *
 * <p>As every row was written each time it was its turn, its version can be told from how many came before. For one thread
 * at a time.
 */
final class Turn implements Iterator<Product> {

    private final int table;
    private final long end;
    private long next;

    /**
     * So many rows, after so many that were written before.
     *
     * @param table how many rows the table has
     */
    Turn(int table, long before, int length) {
        this.table = table;
        this.next = before;
        this.end = before + length;
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    @Override
    public Product next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int place = (int) (next % table);
        int round = (int) (next / table);
        next++;
        return Product.numbered(place).withId(place + 1L).with(round, round + 1L);
    }
}
