package io.github.ifmatch.testkit.history;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/**
 * What no order of the transactions, one after the other, explains. Immutable.
 *
 * @param why in a line; for a cycle, how each transaction depends on the one before
 * @param transactions those that prove it; for a cycle, in its order
 */
public record ListAnomaly(Kind kind, String why, List<ListTransaction> transactions) {

    /** By the names that the literature has for them (Adya 1999; Elle adds those of lists). */
    public enum Kind {
        /** A cycle of writes alone: two transactions wrote over each other. */
        G0("dirty write"),
        /** What was rolled back was read. */
        G1A("aborted read"),
        /** What was read is half of a transaction. */
        G1B("intermediate read"),
        /** A cycle of writes, and reads of what was written. */
        G1C("circular information flow"),
        /** A cycle with one read of what another transaction then wrote over: read skew, or a lost update. */
        G_SINGLE("read skew"),
        /** A cycle with several such reads: write skew. */
        G2("write skew"),
        /** Several transactions read the same state of a list, and each of them appended to it. */
        LOST_UPDATE("lost update"),
        /** A committed append is not in the list later. */
        LOST_APPEND("lost append"),
        /** Two reads of a list of which neither begins with the other. */
        INCOMPATIBLE_ORDER("incompatible order"),
        /** A value is in a list twice. */
        DUPLICATE("duplicate value"),
        /** A value was read that nobody appended. */
        UNKNOWN_VALUE("value of nobody"),
        /** A transaction does not see what it has itself read or written. */
        INTERNAL("internal inconsistency");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Why, and each transaction on a line. */
    public String text() {
        return Stream.concat(
                        Stream.of(kind + ", " + kind.words + ": " + why),
                        transactions.stream().map(transaction -> "  " + transaction))
                .collect(joining("\n"));
    }
}
