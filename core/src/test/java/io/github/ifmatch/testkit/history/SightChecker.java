package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through time and keeps what had been seen by then: finds stale reads, and writes that replaced what they had not seen. */
final class SightChecker {

    private final RowFacts facts;
    private final Unexplained unexplained;
    private final Consumer<Anomaly> found;
    private final boolean isDeletable;

    private @Nullable Operation newest;
    private final Map<String, Long> newestOfClient = new HashMap<>();

    SightChecker(RowFacts facts, Unexplained unexplained, Consumer<Anomaly> found) {
        this.facts = facts;
        this.unexplained = unexplained;
        this.found = found;
        this.isDeletable =
                facts.operations().stream().anyMatch(write -> write.kind() == Kind.DELETE && !write.isDenied());
    }

    void check(boolean findsStaleReads) {
        boolean hasBlind = facts.operations().stream().anyMatch(SightChecker::isBlind);
        if (!findsStaleReads && !hasBlind) {
            return;
        }
        List<Operation> ends = new ArrayList<>(facts.operations());
        ends.removeIf(operation -> RowFacts.shown(operation) == Operation.NONE);
        ends.sort(Comparator.comparingInt(Operation::ended));
        int next = 0;
        for (Operation operation : facts.operations()) {
            while (next < ends.size() && ends.get(next).ended() < operation.begun()) {
                ended(ends.get(next++));
            }
            if (isBlind(operation)) {
                replaced(operation);
            } else if (findsStaleReads && operation.kind() == Kind.READ) {
                read(operation);
            }
        }
    }

    private static boolean isBlind(Operation operation) {
        return operation.kind() == Kind.BLIND && operation.isApplied() && operation.version() != Operation.NONE;
    }

    private void ended(Operation operation) {
        long shown = RowFacts.shown(operation);
        newestOfClient.merge(operation.client(), shown, Math::max);
        if (newest == null || RowFacts.shown(newest) < shown) {
            newest = operation;
        }
    }

    private void replaced(Operation blind) {
        long before = blind.version() - 1;
        long seen = newestOfClient.getOrDefault(blind.client(), Operation.NONE);
        if (seen >= before) {
            return;
        }
        List<Operation> lost = new ArrayList<>(facts.standing(before, before));
        lost.addAll(unexplained.certainWriters(before));
        lost.removeIf(write -> write.kind() == Kind.GIVEN);
        if (!lost.isEmpty() && lost.stream().noneMatch(write -> write.client().equals(blind.client()))) {
            lost.add(blind);
            found.accept(new Anomaly.LostUpdate(facts.row, seen, List.copyOf(lost)));
        }
    }

    private void read(Operation read) {
        if (newest == null) {
            return;
        }
        long version = RowFacts.shown(newest);
        boolean isStale = read.ending() == Ending.SEEN
                ? read.version() < version
                : read.ending() == Ending.ABSENT && !isDeletable;
        if (isStale) {
            found.accept(new Anomaly.StaleRead(facts.row, version, List.of(newest, read)));
        }
    }
}
