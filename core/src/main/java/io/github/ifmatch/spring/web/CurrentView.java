package io.github.ifmatch.spring.web;

/**
 * What a client may see of the row that stands against its write: the member {@code current} of the problem.
 *
 * <p>Without a view of its table nothing of the row is shown. As a bean it is found by its type, {@code CurrentView<Product>}.
 * Thread-safe: every implementation must be.
 *
 * @param <R> the row
 */
@FunctionalInterface
public interface CurrentView<R> {

    /** The row in the form in which the client may see it, as whatever JSON can be made of: a map, a record. */
    Object of(R row);
}
