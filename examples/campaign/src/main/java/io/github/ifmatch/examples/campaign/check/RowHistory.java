package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Operation;
import io.github.ifmatch.examples.campaign.history.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * All that was done to one id of one table, sorted into the lives of its rows: a note that is inserted begins at a version of its own, so
 * that a version says which life it belongs to. For one thread at a time.
 */
final class RowHistory {

    /** So many versions a life can have, as a power of two. */
    static final int LIFE_BITS = 12;

    private final int table;
    private final TreeMap<Long, Life> lives = new TreeMap<>();
    final List<Operation> floating = new ArrayList<>();
    final List<Operation> unversioned = new ArrayList<>();

    RowHistory(int table) {
        this.table = table;
    }

    void add(Operation operation, boolean believesReads) {
        boolean isBelieved = operation.isApplied() || believesReads;
        if (operation.effect() == Effect.SEEN) {
            unversioned.add(operation);
        } else if (Life.left(operation) > 0 || operation.effect() == Effect.END) {
            long version = operation.base().isKnown() && operation.effect() != Effect.SET
                    ? operation.base().version()
                    : Life.left(operation);
            life(version).add(operation);
        } else {
            floating.add(operation);
        }
        if (isBelieved) {
            show(operation.effect() == Effect.START ? State.NONE : operation.base());
            show(operation.result().seen());
        }
    }

    private void show(State state) {
        if (state.isKnown()) {
            life(state.version()).show(state);
        }
    }

    void add(FinalRow row) {
        Life life = life(row.version());
        life.row = row;
        life.show(row.state());
    }

    private Life life(long version) {
        return lives.computeIfAbsent(table == 0 ? version >> LIFE_BITS : 0, key -> new Life());
    }

    Collection<Life> lives() {
        return lives.values();
    }
}
