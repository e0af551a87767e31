package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Outcome;

/**
 * What became of a PUT: RFC 9110 §9.3.4 demands 201 (Created) where it created the row, and 200 or 204 where it replaced it.
 *
 * <p>The version does not tell the two apart: an update of a row at version 0 leaves version 1, as an insert does.
 *
 * <p>Immutable, if the row is.
 *
 * @param outcome the row as stored, or why it was refused
 * @param isCreated whether the row was inserted; false, too, if the write was refused
 * @param <R> the row
 */
public record Put<R>(Outcome<R> outcome, boolean isCreated) {

    /** Checks that the outcome is not null. */
    public Put {
        requireNonNull(outcome, "outcome must not be null");
    }
}
