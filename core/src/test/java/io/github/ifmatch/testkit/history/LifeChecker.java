package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks a row that may have been deleted and inserted again, and so may have had the same version more than once. For one thread at a time. */
final class LifeChecker {

    private final List<Operation> operations;
    private final boolean isAsked;
    private final @Nullable StoredRow stored;
    private final Tally tally;
    private final Object row;

    LifeChecker(List<Operation> operations, boolean isAsked, @Nullable StoredRow stored, Tally tally) {
        this.operations = operations;
        this.isAsked = isAsked;
        this.stored = stored;
        this.tally = tally;
        this.row = operations.get(0).row();
    }

    void check(boolean findsStaleReads) {
        tally.unknown.open += operations.stream().filter(Operation::isUnknown).count();
        if (!seenThoughDenied() && !replacedTwice(false)) {
            findOrder(Step.ANY, findsStaleReads, LifeChecker::step);
        }
    }

    /** Versions are any values, and a write without condition replaces any, or none. */
    void checkRegister() {
        tally.unknown.open += operations.stream().filter(Operation::isUnknown).count();
        if (areUnique() && replacedTwice(true)) {
            return;
        }
        findOrder(Step.ABSENT, true, operation -> switch (operation.kind()) {
            case BLIND, OVERWRITE -> step(operation, Step.ANY, operation.version());
            case UPDATE ->
                step(
                        operation,
                        operation.expected() == Operation.NONE ? Step.ABSENT : operation.expected(),
                        operation.version());
            default -> step(operation);
        });
    }

    /** By its mark. */
    private boolean seenThoughDenied() {
        Map<Long, Operation> denied = new HashMap<>();
        for (Operation write : operations) {
            if (write.isDenied() && write.mark() != Operation.NONE) {
                denied.put(write.mark(), write);
            }
        }
        boolean isSeen = false;
        for (Operation read : operations) {
            Operation write = read.kind() == Kind.READ ? denied.remove(read.mark()) : null;
            if (write != null) {
                tally.found(new Anomaly.PhantomWrite(row, read.version(), inOrder(write, read)));
                isSeen = true;
            }
        }
        Operation write = stored == null ? null : denied.remove(stored.mark());
        if (write != null) {
            tally.found(new Anomaly.PhantomWrite(row, stored.version(), List.of(write)));
            isSeen = true;
        }
        return isSeen;
    }

    /** Whether no version can have come back: no two writes leave the same. */
    private boolean areUnique() {
        Set<Long> left = new HashSet<>();
        return operations.stream()
                .filter(operation -> operation.kind() == Kind.GIVEN || (operation.isWrite() && !operation.isDenied()))
                .filter(operation -> operation.kind() != Kind.DELETE)
                .allMatch(write -> write.version() != Operation.NONE && left.add(write.version()));
    }

    /** Two writes replaced the same version, and it cannot have come back between them, by a delete and an insert. */
    private boolean replacedTwice(boolean areUnique) {
        boolean isFound = false;
        Map<Long, Operation> last = new HashMap<>();
        for (Operation write : operations) {
            boolean replaces = write.isApplied()
                    && write.expected() != Operation.NONE
                    && (write.kind() == Kind.UPDATE || write.kind() == Kind.DELETE);
            Operation before = replaces ? last.put(write.expected(), write) : null;
            if (before != null && (areUnique || !mayBeDeleted(before, write))) {
                tally.found(new Anomaly.LostUpdate(row, write.expected(), List.of(before, write)));
                isFound = true;
            }
        }
        return isFound;
    }

    private boolean mayBeDeleted(Operation one, Operation other) {
        return operations.stream()
                .anyMatch(delete -> delete.kind() == Kind.DELETE
                        && !delete.isDenied()
                        && delete.begun() < Math.max(one.ended(), other.ended())
                        && (delete.isUnknown() || delete.ended() > Math.min(one.begun(), other.begun())));
    }

    private void findOrder(long start, boolean findsStaleReads, Function<Operation, Step> step) {
        List<Operation> taken = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        long initial = start;
        for (Operation operation : operations) {
            if (operation.kind() == Kind.GIVEN) {
                initial = operation.version();
            } else if (!operation.isDenied() && (operation.isWrite() || (findsStaleReads && isAnswered(operation)))) {
                taken.add(operation);
                steps.add(step.apply(operation));
            }
        }
        if (isAsked) {
            long value = stored == null ? Step.ABSENT : stored.version();
            steps.add(new Step(Integer.MAX_VALUE - 1, Integer.MAX_VALUE, false, value, Step.SAME));
        }
        Orders.Result result = new Orders(steps).find(initial);
        if (result.verdict() == Orders.Verdict.TOO_MANY) {
            tally.undecided();
        } else if (result.verdict() == Orders.Verdict.NONE) {
            tally.found(new Anomaly.NoOrder(row, around(result, taken)));
        }
    }

    private static boolean isAnswered(Operation read) {
        return read.ending() == Ending.SEEN || read.ending() == Ending.ABSENT;
    }

    /** The step that does not fit and those under way with it; for the table, the last ten writes. */
    private List<Operation> around(Orders.Result result, List<Operation> taken) {
        if (result.at() == taken.size()) {
            return List.copyOf(taken.subList(Math.max(0, taken.size() - 10), taken.size()));
        }
        return result.with().stream()
                .filter(step -> step < taken.size())
                .map(taken::get)
                .sorted(Unexplained.inOrder())
                .toList();
    }

    private static Step step(Operation operation) {
        long version = operation.version();
        return switch (operation.kind()) {
            case GIVEN -> throw new IllegalArgumentException();
            case READ -> step(operation, operation.ending() == Ending.ABSENT ? Step.ABSENT : version, Step.SAME);
            case INSERT -> step(operation, Step.ABSENT, version == Operation.NONE ? Step.PRESENT : version);
            case UPDATE -> step(operation, operation.expected(), operation.left());
            case BLIND, OVERWRITE ->
                version == Operation.NONE
                        ? step(operation, Step.PRESENT, Step.NEXT)
                        : step(operation, version - 1, version);
            case DELETE ->
                step(
                        operation,
                        operation.expected() == Operation.NONE ? Step.PRESENT : operation.expected(),
                        Step.ABSENT);
        };
    }

    private static Step step(Operation operation, long needs, long leaves) {
        return new Step(operation.begun(), operation.ended(), operation.isUnknown(), needs, leaves);
    }

    private static List<Operation> inOrder(Operation one, Operation other) {
        return Stream.of(one, other).sorted(Unexplained.inOrder()).toList();
    }
}
