package io.github.ifmatch.examples.lostupdates;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Difference;
import io.github.ifmatch.Differences;
import java.util.List;

/**
 * One edit that was acknowledged, and the conflicts on its way. Immutable.
 *
 * @param edit what the editor meant to do
 * @param read the row that the editor read
 * @param conflicts what came in between, in order; mostly nothing
 * @param written the row as it was stored in the end
 * @param sql every statement that ran, the read first
 */
record Encounter(Edit edit, Product read, List<Conflict<Product>> conflicts, Product written, List<String> sql) {

    Encounter {
        conflicts = List.copyOf(conflicts);
    }

    /** The conflict; the first one, if there were several. */
    Conflict<Product> conflict() {
        return conflicts.get(0);
    }

    /** What each side had changed. */
    Differences differences() {
        return conflict().differences(read);
    }

    /** Whether the story is short: one conflict, and what was merged was written. */
    boolean isSettledAtOnce() {
        return conflicts.size() == 1;
    }

    /** Whether the two sides changed different fields: here the stock, there the price. */
    boolean isOfTwoFields() {
        return is("stock", Difference.Kind.MINE) && is("price", Difference.Kind.THEIRS);
    }

    private boolean is(String field, Difference.Kind kind) {
        return differences().find(field).filter(found -> found.kind() == kind).isPresent();
    }
}
