package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operations of one row, sorted by what they say of its versions. For one thread at a time. */
final class RowFacts {

    final Object row;

    /** In the order in which they began. */
    private final List<Operation> operations;

    /** Whether the table was asked, and what it has of the row; null for nothing. */
    final boolean isAsked;

    final @Nullable StoredRow stored;

    /** What left a version, for all that is known: by version. */
    private final List<Operation> standing = new ArrayList<>();

    /** What shows that a version existed: by version. */
    private final List<Operation> evidence = new ArrayList<>();

    /** The earliest end of this evidence and of all after it. */
    private int[] earliestEnds = {};

    RowFacts(List<Operation> operations, boolean isAsked, @Nullable StoredRow stored) {
        this.row = operations.get(0).row();
        this.operations = new ArrayList<>(operations);
        this.isAsked = isAsked;
        this.stored = stored;
        for (Operation operation : operations) {
            if (operation.isWrite() ? operation.isApplied() : operation.kind() == Kind.GIVEN) {
                stands(operation);
            }
            if (shown(operation) != Operation.NONE) {
                evidence.add(operation);
            }
        }
    }

    /** It left a version, if it is known which. */
    private void stands(Operation write) {
        if (write.left() != Operation.NONE) {
            standing.add(write);
        }
    }

    /** It is known now that this write left this version, which it did not say. */
    void place(Operation write, long version) {
        Operation placed = write.leaving(version);
        operations.set(Collections.binarySearch(operations, write, Comparator.comparingInt(Operation::begun)), placed);
        standing.add(placed);
        if (shown(placed) != Operation.NONE) {
            evidence.add(placed);
        }
    }

    List<Operation> operations() {
        return operations;
    }

    /** To be called when all that stands is known. */
    void sort() {
        standing.sort(Comparator.comparingLong(Operation::left).thenComparingInt(Operation::begun));
        evidence.sort(Comparator.comparingLong(RowFacts::shown));
        earliestEnds = new int[evidence.size()];
        int earliest = Integer.MAX_VALUE;
        for (int i = earliestEnds.length - 1; i >= 0; i--) {
            earliest = Math.min(earliest, evidence.get(i).ended());
            earliestEnds[i] = earliest;
        }
    }

    /** The newest version that existed for sure when the operation ended. */
    static long shown(Operation operation) {
        return switch (operation.kind()) {
            case GIVEN -> operation.version();
            case READ -> operation.ending() == Ending.SEEN ? operation.version() : Operation.NONE;
            default -> operation.isApplied() ? Math.max(operation.left(), operation.expected()) : Operation.NONE;
        };
    }

    List<Operation> standing() {
        return standing;
    }

    /** The writes that left versions from this to that, both included. */
    List<Operation> standing(long from, long to) {
        return standing.subList(place(from), to == Long.MAX_VALUE ? standing.size() : place(to + 1));
    }

    private int place(long version) {
        int low = 0;
        int high = standing.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (standing.get(middle).left() < version) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int evidencePlace(long version) {
        int low = 0;
        int high = evidence.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (shown(evidence.get(middle)) < version) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When it was first known that this version, or one after it, existed. */
    int earliestEnd(long version) {
        int place = evidencePlace(version);
        return place == earliestEnds.length ? Integer.MAX_VALUE : earliestEnds[place];
    }

    /** What showed first that this version, or one after it, existed; null if only the table does. */
    @Nullable
    Operation earliest(long version) {
        int end = earliestEnd(version);
        for (int i = evidencePlace(version); i < evidence.size(); i++) {
            if (evidence.get(i).ended() == end) {
                return evidence.get(i);
            }
        }
        return null;
    }

    /** The newest version for which there is evidence; {@link Operation#NONE} if there is none. */
    long newest() {
        long shown = evidence.isEmpty() ? Operation.NONE : shown(evidence.get(evidence.size() - 1));
        long left = standing.isEmpty()
                ? Operation.NONE
                : standing.get(standing.size() - 1).left();
        return Math.max(Math.max(shown, left), stored == null ? Operation.NONE : stored.version());
    }

    /** The oldest version for which there is evidence, of those that began the row if it is known which did. */
    long oldest() {
        long oldest = Long.MAX_VALUE;
        for (Operation start : standing) {
            if (isStart(start)) {
                oldest = Math.min(oldest, start.left());
            }
        }
        if (oldest != Long.MAX_VALUE) {
            return oldest;
        }
        for (Operation operation : evidence) {
            long replaced = operation.kind() == Kind.READ ? Operation.NONE : operation.expected();
            oldest = Math.min(oldest, replaced == Operation.NONE ? shown(operation) : replaced);
        }
        for (Operation write : standing) {
            oldest = Math.min(oldest, write.expected() == Operation.NONE ? write.left() : write.expected());
        }
        return Math.min(oldest, stored == null ? Long.MAX_VALUE : stored.version());
    }

    static boolean isStart(Operation operation) {
        return operation.kind() == Kind.GIVEN || (operation.kind() == Kind.INSERT && operation.isApplied());
    }

    boolean hasEvidence() {
        return newest() != Operation.NONE;
    }

    /** Whether the row existed at some time, for sure. */
    boolean hasExisted() {
        return hasEvidence() || operations.stream().anyMatch(write -> write.isWrite() && write.isApplied());
    }

    List<Operation> deletes(Predicate<Operation> which) {
        return operations.stream()
                .filter(write -> write.kind() == Kind.DELETE && which.test(write))
                .toList();
    }

    /** The deletes of unknown outcome that can have been the end of the row, if nothing else was. */
    List<Operation> possibleDeletes() {
        boolean isThere = stored != null || !deletes(Operation::isApplied).isEmpty();
        return isThere ? List.of() : deletes(write -> write.isUnknown() && canDelete(write));
    }

    /** Whether it asks for the newest version, or for none. */
    boolean canDelete(Operation delete) {
        return delete.expected() == Operation.NONE || delete.expected() >= newest();
    }
}
