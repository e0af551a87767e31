package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Compares the versions of a row with what the table says when all is over. For one thread at a time. */
final class TableChecker {

    private final RowFacts facts;
    private final Consumer<Anomaly> found;

    TableChecker(RowFacts facts, Consumer<Anomaly> found) {
        this.facts = facts;
        this.found = found;
    }

    void check() {
        if (!facts.isAsked) {
            return;
        }
        StoredRow stored = facts.stored;
        if (stored == null) {
            gone();
            return;
        }
        List<Operation> vanished = facts.standing(stored.version() + 1, Long.MAX_VALUE).stream()
                .filter(Operation::isApplied)
                .toList();
        if (!vanished.isEmpty()) {
            found.accept(new Anomaly.VanishedWrite(facts.row, sorted(vanished)));
        }
        List<Operation> deletes = deletes(Operation::isApplied);
        if (!deletes.isEmpty()) {
            found.accept(new Anomaly.VanishedWrite(facts.row, deletes));
        }
    }

    /** The row is not in the table: was it deleted? */
    private void gone() {
        if (!facts.hasEvidence() || !deletes(Operation::isApplied).isEmpty()) {
            return;
        }
        long newest = facts.newest();
        if (!deletes(write -> write.isUnknown() && canDelete(write, newest)).isEmpty()) {
            return;
        }
        List<Operation> denied =
                deletes(write -> write.isDenied() && write.ending() != Ending.MISSING && canDelete(write, newest));
        if (!denied.isEmpty()) {
            found.accept(new Anomaly.PhantomWrite(facts.row, Operation.NONE, denied));
            return;
        }
        Operation last = facts.earliest(newest);
        List<Operation> writers = facts.standing(newest, newest);
        List<Operation> shown = !writers.isEmpty() ? writers : last == null ? List.of() : List.of(last);
        found.accept(new Anomaly.VanishedWrite(facts.row, List.copyOf(shown)));
    }

    private static boolean canDelete(Operation delete, long newest) {
        return delete.expected() == Operation.NONE || delete.expected() >= newest;
    }

    private List<Operation> deletes(Predicate<Operation> which) {
        return facts.operations.stream()
                .filter(write -> write.kind() == Kind.DELETE && which.test(write))
                .toList();
    }

    private static List<Operation> sorted(List<Operation> operations) {
        return operations.stream().sorted(Unexplained.inOrder()).toList();
    }
}
