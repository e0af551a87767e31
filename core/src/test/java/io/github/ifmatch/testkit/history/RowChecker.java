package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks the versions of one row that was not inserted again after a delete: each version after the first was left by one write, the one
 * that replaced the version before it. For one thread at a time.
 */
final class RowChecker {

    private final RowFacts facts;
    private final Consumer<Anomaly> found;
    private final UnknownTally tally;

    RowChecker(RowFacts facts, UnknownTally tally, Consumer<Anomaly> found) {
        this.facts = facts;
        this.found = found;
        this.tally = tally;
    }

    void check(boolean findsStaleReads) {
        new MarkChecker(facts, found).check();
        facts.sort();
        Places places = new Places(facts, found);
        places.check();
        startedTwice();
        sameVersionReplaced();
        sameVersionLeft();
        Unexplained unexplained = new Unexplained(facts, places, tally, found);
        unexplained.check();
        replacedUnseen(unexplained);
        early();
        new TableChecker(facts, unexplained, found).check();
        new SightChecker(facts, unexplained, found).check(findsStaleReads);
    }

    private void startedTwice() {
        List<Operation> starts =
                facts.operations().stream().filter(RowFacts::isStart).toList();
        boolean isSame = starts.stream().mapToLong(Operation::left).distinct().count() == 1
                && starts.get(0).left() != Operation.NONE;
        if (starts.size() > 1 && !isSame) {
            found.accept(new Anomaly.LostUpdate(facts.row, Operation.NONE, starts));
        }
    }

    /** Of the writes that replaced one version by the next, or deleted it, only one can have done so. */
    private void sameVersionReplaced() {
        List<Operation> conditional = new ArrayList<>(facts.standing());
        facts.operations().stream()
                .filter(write -> write.kind() == Kind.DELETE && write.isApplied())
                .forEach(conditional::add);
        conditional.removeIf(write -> write.expected() == Operation.NONE || !isNext(write));
        conditional.sort(Comparator.comparingLong(Operation::expected).thenComparingInt(Operation::begun));
        forEachRun(conditional, Operation::expected, run -> {
            found.accept(new Anomaly.LostUpdate(facts.row, run.get(0).expected(), run));
        });
    }

    private static boolean isNext(Operation write) {
        return write.kind() == Kind.DELETE || write.left() == write.expected() + 1;
    }

    private void sameVersionLeft() {
        forEachRun(facts.standing(), Operation::left, run -> {
            boolean isReported = run.stream().allMatch(write -> write.expected() != Operation.NONE && isNext(write));
            if (!isReported) {
                found.accept(new Anomaly.DuplicateVersion(facts.row, run.get(0).left(), run));
            }
        });
    }

    private interface Key {
        long of(Operation operation);
    }

    private static void forEachRun(List<Operation> sorted, Key key, Consumer<List<Operation>> action) {
        int begin = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || key.of(sorted.get(i)) != key.of(sorted.get(begin))) {
                if (i - begin > 1) {
                    action.accept(List.copyOf(sorted.subList(begin, i)));
                }
                begin = i;
            }
        }
    }

    /** A write that left more than the next version has replaced those between, which it had not seen. */
    private void replacedUnseen(Unexplained unexplained) {
        for (Operation write : facts.standing()) {
            if (write.kind() == Kind.UPDATE && write.left() > write.expected() + 1) {
                List<Operation> unseen = new ArrayList<>(facts.standing(write.expected() + 1, write.left() - 1));
                unseen.addAll(unexplained.writers(write.expected() + 1, write.left() - 1));
                if (!unseen.isEmpty()) {
                    List<Operation> shown = new ArrayList<>(unseen.subList(0, Math.min(10, unseen.size())));
                    shown.add(write);
                    found.accept(new Anomaly.LostUpdate(facts.row, write.expected(), List.copyOf(shown)));
                }
            }
        }
    }

    /** What shows a version cannot have ended before the one write began that left it. */
    private void early() {
        for (Operation write : facts.standing()) {
            if (facts.earliestEnd(write.left()) < write.begun()
                    && facts.standing(write.left(), write.left()).size() == 1) {
                Operation evidence = facts.earliest(write.left());
                if (evidence != null) {
                    found.accept(new Anomaly.EarlyVersion(facts.row, write.left(), List.of(evidence, write)));
                }
            }
        }
    }
}
