package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Operation;
import io.github.ifmatch.examples.campaign.history.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a row between its insert and its delete. For one thread at a time. */
final class Life {

    /** What was acknowledged, by the version that it left. */
    final TreeMap<Long, Operation> acknowledged = new TreeMap<>();

    /** Everything else that rests on a version, by the version that it would leave. */
    final Map<Long, List<Operation>> others = new HashMap<>();

    /** How the row was shown, by version. */
    final TreeMap<Long, Set<State>> shown = new TreeMap<>();

    /** Inserts, whatever became of them, but the one that was acknowledged. */
    final List<Operation> starts = new ArrayList<>();

    /** Deletes that are not acknowledged, whatever became of them. */
    final List<Operation> ends = new ArrayList<>();

    /** Acknowledged writes that leave a version that another one left, with that one. */
    final List<Operation[]> doubles = new ArrayList<>();

    @Nullable
    Operation end;

    @Nullable
    FinalRow row;

    /** Adds a write whose place is known, or would be. */
    void add(Operation operation) {
        boolean isStanding = operation.mustStand();
        if (operation.effect() == Effect.END) {
            addEnd(operation, isStanding);
        } else {
            addWrite(operation, isStanding);
        }
    }

    private void addEnd(Operation operation, boolean isStanding) {
        Operation other = end;
        if (isStanding && other == null) {
            end = operation;
        } else if (isStanding && other != null) {
            doubles.add(new Operation[] {other, operation});
        } else {
            ends.add(operation);
        }
    }

    private void addWrite(Operation operation, boolean isStanding) {
        long left = left(operation);
        if (isStanding && left > 0) {
            Operation other = acknowledged.putIfAbsent(left, operation);
            if (other != null) {
                doubles.add(new Operation[] {other, operation});
            }
        } else if (operation.effect() == Effect.START) {
            starts.add(operation);
        } else if (left > 0) {
            others.computeIfAbsent(left, version -> new ArrayList<>()).add(operation);
        }
    }

    /** The version that it left, or would have left; 0 where only the row can tell. */
    static long left(Operation operation) {
        if (operation.isApplied() && operation.result().seen().isKnown()) {
            return operation.result().seen().version();
        }
        boolean isOfAnyVersion = operation.effect() == Effect.SET || !operation.base().isKnown();
        return isOfAnyVersion ? 0 : operation.base().version() + (operation.effect() == Effect.START ? 0 : 1);
    }

    void show(State state) {
        if (state.isKnown()) {
            shown.computeIfAbsent(state.version(), version -> new HashSet<>()).add(state);
        }
    }

    /** Whether anything says that it ever was. */
    boolean isKnown() {
        return row != null || end != null || !acknowledged.isEmpty() || !shown.isEmpty();
    }

    /** The versions at which it may have ended, or stands. */
    List<Long> lastVersions() {
        if (row != null) {
            return List.of(row.version());
        }
        if (end != null) {
            return List.of(end.base().version());
        }
        return ends.stream()
                .filter(Operation::mayStand)
                .map(operation -> operation.base().version())
                .filter(version -> acknowledged.isEmpty() || version >= acknowledged.lastKey())
                .distinct()
                .sorted()
                .toList();
    }
}
