package io.github.ifmatch.examples.quickstart;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import java.util.List;

/**
 * One conflict, and what became of it. Immutable.
 *
 * @param edit what the editor meant to do
 * @param read the row that the editor read at first
 * @param settled what the second write answered
 * @param sql every statement that ran, the read first
 */
record Encounter(Edit edit, Product read, Conflict<Product> conflict, Outcome<Product> settled, List<String> sql) {

    /** Whether the story is short: one conflict, and the second write was applied. */
    boolean isSettledAtOnce() {
        return settled.isApplied() && conflict.expectedVersion() == read.version();
    }

    /** Whether the two sides changed different fields: here the stock, there the price. */
    boolean isOfTwoFields() {
        return read.stock() == conflict.current().stock()
                && read.price().compareTo(conflict.current().price()) != 0
                && !edit.isOfPrice();
    }
}
