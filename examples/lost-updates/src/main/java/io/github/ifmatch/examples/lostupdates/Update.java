package io.github.ifmatch.examples.lostupdates;

import io.github.ifmatch.Outcome;
import io.github.ifmatch.Resolver;

/**
 * How a changed product is written: the one thing in which the two rounds differ.
 *
 * <p>With Ifmatch it is {@code products.tryUpdate}; without, {@link LastWriteWins}.
 */
@FunctionalInterface
interface Update {

    /** The resolver says what to write if somebody else was faster; whoever does not look need not ask it. */
    Outcome<Product> write(Product changed, Resolver<Product> resolver);
}
