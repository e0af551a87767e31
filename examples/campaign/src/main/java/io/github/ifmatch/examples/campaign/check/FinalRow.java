package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.history.Marks;
import io.github.ifmatch.examples.campaign.history.State;

/** A row as the table holds it when all is over. Immutable. */
public record FinalRow(int table, long id, String marks, long bulk, long seen, long version) {

    State state() {
        return new State(version, Marks.hash(marks), bulk);
    }
}
