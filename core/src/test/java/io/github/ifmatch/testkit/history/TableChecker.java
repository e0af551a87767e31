package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compares the versions of a row with what the table says at the end. For one thread at a time. */
final class TableChecker {

    private final RowFacts facts;
    private final Unexplained unexplained;
    private final Consumer<Anomaly> found;

    TableChecker(RowFacts facts, Unexplained unexplained, Consumer<Anomaly> found) {
        this.facts = facts;
        this.unexplained = unexplained;
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
        List<Operation> vanished = vanished(stored.version() + 1);
        if (!vanished.isEmpty()) {
            found.accept(new Anomaly.VanishedWrite(facts.row, vanished));
        }
        List<Operation> deletes = facts.deletes(Operation::isApplied);
        if (!deletes.isEmpty()) {
            found.accept(new Anomaly.VanishedWrite(facts.row, deletes));
        }
    }

    /** What was acknowledged from this version on; if nothing was, what was read, and who may have left it. */
    private List<Operation> vanished(long from) {
        List<Operation> vanished = facts.standing(from, Long.MAX_VALUE).stream()
                .filter(Operation::isApplied)
                .toList();
        Operation read = facts.earliest(from);
        if (vanished.isEmpty() && read != null && !read.isWrite()) {
            vanished = Stream.of(
                            facts.standing(from, Long.MAX_VALUE),
                            unexplained.writers(from, Long.MAX_VALUE),
                            List.of(read))
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
        }
        return vanished.stream().sorted(Unexplained.inOrder()).toList();
    }

    /** The row is not in the table: was it deleted? */
    private void gone() {
        boolean isDeleted = !facts.deletes(Operation::isApplied).isEmpty()
                || !facts.possibleDeletes().isEmpty();
        if (!facts.hasExisted() || isDeleted) {
            return;
        }
        List<Operation> denied =
                facts.deletes(write -> write.isDenied() && write.ending() != Ending.MISSING && facts.canDelete(write));
        if (!denied.isEmpty()) {
            found.accept(new Anomaly.PhantomWrite(facts.row, Operation.NONE, denied));
            return;
        }
        found.accept(new Anomaly.VanishedWrite(facts.row, last()));
    }

    /** What left the newest version; else what shows it; else what was acknowledged without any. */
    private List<Operation> last() {
        long newest = facts.newest();
        List<Operation> writers = facts.standing(newest, newest);
        if (!writers.isEmpty()) {
            return List.copyOf(writers);
        }
        Operation last = facts.earliest(newest);
        return last != null
                ? List.of(last)
                : facts.operations().stream().filter(Operation::isApplied).toList();
    }
}
