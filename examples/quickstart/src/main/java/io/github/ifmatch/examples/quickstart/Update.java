package io.github.ifmatch.examples.quickstart;

import io.github.ifmatch.Outcome;

/**
 * How a changed product is written: the one thing in which the two rounds differ.
 *
 * <p>With Ifmatch it is {@code products::tryUpdate}; without, {@link LastWriteWins}.
 */
@FunctionalInterface
interface Update {

    Outcome<Product> write(Product changed);
}
