package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Kind;
import io.github.ifmatch.testkit.history.Places.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The versions that writes can have left, by what was known before they began and what began after they had ended. Immutable. */
final class Windows {

    private final RowFacts facts;
    private final long floor;
    private final long ceiling;

    /** What showed that a version existed, by its end, and the newest version that was known by then. */
    private final List<Operation> shown = new ArrayList<>();

    private final long[] newest;

    /** What left a version that is known, by its beginning, and the oldest version that was left from then on. */
    private final List<Operation> left = new ArrayList<>();

    private final long[] oldest;

    /** @param writes how many have no version yet */
    Windows(RowFacts facts, int writes) {
        this.facts = facts;
        for (Operation operation : facts.operations()) {
            if (RowFacts.shown(operation) != Operation.NONE) {
                shown.add(operation);
            }
        }
        shown.sort(Comparator.comparingInt(Operation::ended));
        newest = new long[shown.size()];
        for (int i = 0; i < newest.length; i++) {
            newest[i] = Math.max(i == 0 ? Operation.NONE : newest[i - 1], RowFacts.shown(shown.get(i)));
        }
        left.addAll(facts.standing());
        left.removeIf(operation -> operation.kind() == Kind.GIVEN);
        left.sort(Unexplained.inOrder());
        oldest = new long[left.size()];
        for (int i = oldest.length - 1; i >= 0; i--) {
            oldest[i] = Math.min(
                    i + 1 == oldest.length ? Long.MAX_VALUE : oldest[i + 1],
                    left.get(i).left());
        }
        floor = floor();
        ceiling = ceiling(writes);
    }

    List<Place> of(List<Operation> writes) {
        return writes.stream()
                .map(write -> new Place(write, lowest(write), highest(write)))
                .toList();
    }

    private long lowest(Operation write) {
        int low = 0;
        int high = newest.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (shown.get(middle).ended() < write.begun()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(floor, low == 0 ? Operation.NONE : newest[low - 1] + 1);
    }

    private long highest(Operation write) {
        int low = 0;
        int high = oldest.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (left.get(middle).begun() > write.ended()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Math.min(ceiling, low == oldest.length ? Long.MAX_VALUE : oldest[low] - 1);
    }

    /** Above the version that began the row, if that is known. */
    private long floor() {
        boolean isKnown = facts.standing().stream().anyMatch(RowFacts::isStart);
        return isKnown ? facts.oldest() + 1 : Operation.NONE;
    }

    /** What the table has, or what was deleted; else there are no more versions than writes to leave them. */
    private long ceiling(int writes) {
        if (facts.stored != null) {
            return facts.stored.version();
        }
        long deleted = facts.deletes(Operation::isApplied).stream()
                .mapToLong(Operation::expected)
                .max()
                .orElse(Operation.NONE);
        if (deleted != Operation.NONE) {
            return deleted;
        }
        if (!facts.hasEvidence()) {
            return Long.MAX_VALUE;
        }
        FreeVersions free = new FreeVersions(facts.standing());
        long unexplained = free.between(facts.oldest(), facts.newest());
        return facts.newest() + Math.max(0, writes + unknown(free) - unexplained);
    }

    /** How many writes of unknown outcome can stand: of those that leave the same version one. */
    private long unknown(FreeVersions free) {
        Set<Long> versions = new HashSet<>();
        long anywhere = 0;
        for (Operation write : facts.operations()) {
            if (write.isUnknown() && write.kind() != Kind.DELETE) {
                long version = write.left();
                if (version == Operation.NONE) {
                    anywhere++;
                } else if (free.from(version) == version) {
                    versions.add(version);
                }
            }
        }
        return anywhere + versions.size();
    }
}
