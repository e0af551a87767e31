package io.github.ifmatch.examples.benchmarks;

/** The work that is measured: each method is one operation on a connection of its own from the pool. */
public interface Products {

    /** The row of this id, which exists. */
    Product find(long id);

    /** Inserts; gives the row as stored. */
    Product insert(Product row);

    /** Writes every column if the version is still the same; gives the row as stored. */
    Product update(Product row);

    /** Writes the price, in which the two rows differ, if the version is still the same; gives the row as stored. */
    Product patch(Product before, Product after);

    /** Deletes if the version is still the same; gives the row as it last stood. */
    Product delete(Product row);

    /** An update that is refused; gives the row as it now stands. */
    Product conflict(Product stale);
}
