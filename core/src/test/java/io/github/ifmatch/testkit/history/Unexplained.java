package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Versions that no acknowledged write left: writes of unknown outcome explain them, each at most one; else one that is said to have
 * written nothing; else nothing does. For one thread at a time.
 */
final class Unexplained {

    /** A wider gap is not walked through. */
    private static final long WIDEST = 100_000;

    private final RowFacts facts;
    private final UnknownTally tally;
    private final Consumer<Anomaly> found;

    private final Map<Long, List<Operation>> unknown;
    private final Map<Long, List<Operation>> denied;

    /** Writes that leave they do not say which version: those that were acknowledged, and those whose outcome is unknown. */
    private final Places places;

    private final Deque<Operation> perhapsAnywhere = new ArrayDeque<>();
    private final boolean areSeveralAnywhere;

    /** What explains each version of a gap. */
    private final TreeMap<Long, List<Operation>> writers = new TreeMap<>();

    /** Those of them that one of several others may have left instead. */
    private final Set<Long> unsure = new HashSet<>();

    private long missingFrom = Operation.NONE;
    private long missingTo;

    Unexplained(RowFacts facts, Places places, UnknownTally tally, Consumer<Anomaly> found) {
        this.facts = facts;
        this.places = places;
        this.tally = tally;
        this.found = found;
        this.unknown = byVersion(Operation::isUnknown);
        this.denied = byVersion(Operation::isDenied);
        for (Operation write : facts.operations()) {
            if (write.isUnknown() && write.replacesAny() && write.left() == Operation.NONE) {
                perhapsAnywhere.add(write);
            }
        }
        this.areSeveralAnywhere = perhapsAnywhere.size() > 1;
    }

    private Map<Long, List<Operation>> byVersion(Predicate<Operation> which) {
        Map<Long, List<Operation>> writes = new TreeMap<>();
        for (Operation operation : facts.operations()) {
            if (which.test(operation) && operation.left() != Operation.NONE) {
                writes.computeIfAbsent(operation.left(), version -> new ArrayList<>())
                        .add(operation);
            }
        }
        return writes;
    }

    /** What explains versions from this to that that no acknowledged write left. */
    List<Operation> writers(long from, long to) {
        return writers.subMap(from, true, to, true).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** The same of one version, if nothing else can have left it. */
    List<Operation> certainWriters(long version) {
        return unsure.contains(version) ? List.of() : writers.getOrDefault(version, List.of());
    }

    void check() {
        if (facts.hasEvidence()) {
            long version = facts.oldest();
            first(version);
            long newest = facts.newest();
            for (Operation write : facts.standing()) {
                if (write.left() > version) {
                    gap(version + 1, write.left() - 1);
                    version = write.left();
                }
            }
            gap(version + 1, newest);
            missing(Operation.NONE, Operation.NONE);
        }
        count();
    }

    /** If it is not known what began the row, an insert whose outcome is unknown did, or it was there before; but no insert that failed. */
    private void first(long oldest) {
        if (facts.operations().stream().anyMatch(RowFacts::isStart)
                || !facts.standing(oldest, oldest).isEmpty()) {
            return;
        }
        List<Operation> inserts = inserts(Operation::isUnknown, oldest);
        if (!inserts.isEmpty()) {
            writers.put(oldest, inserts);
            return;
        }
        List<Operation> failed = inserts(insert -> insert.ending() == Ending.FAILED, oldest);
        boolean wasRefused = facts.operations().stream()
                .anyMatch(insert -> insert.kind() == Kind.INSERT && insert.ending() == Ending.REFUSED);
        if (!failed.isEmpty() && !wasRefused) {
            found.accept(new Anomaly.PhantomWrite(facts.row, oldest, failed));
        }
    }

    private List<Operation> inserts(Predicate<Operation> which, long oldest) {
        int end = facts.earliestEnd(oldest);
        return facts.operations().stream()
                .filter(insert -> insert.kind() == Kind.INSERT && which.test(insert) && insert.begun() < end)
                .toList();
    }

    private void gap(long from, long to) {
        for (long version = from; version <= to; version++) {
            if (version - from >= WIDEST) {
                missing(version, to);
                return;
            }
            if (!isExplained(version)) {
                missing(version, version);
            }
        }
    }

    private boolean isExplained(long version) {
        int end = facts.earliestEnd(version);
        List<Operation> candidates = begunBefore(end, unknown.getOrDefault(version, List.of()));
        if (places.mayHold(version) || areSeveralAnywhere || (!candidates.isEmpty() && !perhapsAnywhere.isEmpty())) {
            unsure.add(version);
        }
        if (candidates.isEmpty()) {
            Operation write = places.take(version);
            if (write == null && isHeadBefore(end, perhapsAnywhere)) {
                write = perhapsAnywhere.remove();
            }
            candidates = write == null ? List.of() : List.of(write);
        }
        if (!candidates.isEmpty()) {
            writers.put(version, candidates);
            return true;
        }
        List<Operation> phantoms = begunBefore(end, denied.getOrDefault(version, List.of()));
        if (!phantoms.isEmpty()) {
            found.accept(new Anomaly.PhantomWrite(facts.row, version, phantoms));
            return true;
        }
        return false;
    }

    private static List<Operation> begunBefore(int end, List<Operation> writes) {
        return writes.stream().filter(write -> write.begun() < end).toList();
    }

    private static boolean isHeadBefore(int end, Deque<Operation> writes) {
        return !writes.isEmpty() && writes.element().begun() < end;
    }

    /** Neighbours are reported as one. */
    private void missing(long from, long to) {
        if (missingFrom != Operation.NONE && from == missingTo + 1) {
            missingTo = to;
            return;
        }
        if (missingFrom != Operation.NONE) {
            Operation evidence = facts.earliest(missingFrom);
            found.accept(new Anomaly.MissingVersion(
                    facts.row, missingFrom, missingTo, evidence == null ? List.of() : List.of(evidence)));
        }
        missingFrom = from;
        missingTo = to;
    }

    private void count() {
        Set<Operation> certain = new HashSet<>();
        Set<Operation> perhaps = new HashSet<>();
        writers.headMap(newestThatStands(), true).forEach((version, candidates) -> {
            boolean isCertain = candidates.size() == 1 && !places.mayHold(version);
            (isCertain ? certain : perhaps).addAll(candidates);
        });
        facts.standing(Operation.NONE, newestThatStands()).stream()
                .filter(Operation::isUnknown)
                .forEach(certain::add);
        Set<Integer> settled = new HashSet<>();
        certain.forEach(write -> settled.add(write.begun()));
        Set<Operation> deletes = new HashSet<>(facts.possibleDeletes());
        for (Operation write : facts.operations()) {
            if (write.isUnknown() && write.kind() == Kind.DELETE) {
                count(write, deletes);
            } else if (write.isUnknown()) {
                if (settled.contains(write.begun())) {
                    tally.stood++;
                } else if (perhaps.contains(write) || isOpen(write)) {
                    tally.open++;
                } else {
                    tally.didNotStand++;
                }
            }
        }
    }

    /** A delete stands if the row is gone and nothing else can have deleted it. */
    private void count(Operation delete, Set<Operation> possible) {
        if (!possible.contains(delete)) {
            tally.didNotStand++;
        } else if (facts.isAsked && facts.hasExisted() && possible.size() == 1) {
            tally.stood++;
        } else {
            tally.open++;
        }
    }

    /** What is in the table; newer versions were written, and rolled back. */
    private long newestThatStands() {
        return facts.stored == null ? Long.MAX_VALUE : facts.stored.version();
    }

    /** Whether it can have been written without a trace: last of all, with no look at the table, or where it is not known what else was. */
    private boolean isOpen(Operation write) {
        if (places.areOpen() && write.left() == Operation.NONE) {
            return true;
        }
        if (facts.isAsked) {
            return false;
        }
        return write.left() == Operation.NONE || !facts.hasEvidence() || write.left() > facts.newest();
    }

    static Comparator<Operation> inOrder() {
        return Comparator.comparingInt(Operation::begun);
    }
}
