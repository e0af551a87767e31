package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Marks say exactly which write a version is of: settles unknown outcomes, and finds writes that must not stand. For one thread at a time. */
final class MarkChecker {

    private final RowFacts facts;
    private final Consumer<Anomaly> found;
    private final Map<Long, Operation> writes = new HashMap<>();

    /** The first sight of each version. */
    private final Map<Long, Sight> sights = new HashMap<>();

    private final Map<Long, Long> placed = new LinkedHashMap<>();

    /** @param by null if the table shows it */
    private record Sight(long version, long mark, @Nullable Operation by) {}

    MarkChecker(RowFacts facts, Consumer<Anomaly> found) {
        this.facts = facts;
        this.found = found;
    }

    void check() {
        for (Operation operation : facts.operations()) {
            if (operation.isWrite() && operation.mark() != Operation.NONE) {
                writes.put(operation.mark(), operation);
            }
        }
        if (writes.isEmpty()) {
            return;
        }
        Map<Long, Operation> byVersion = new HashMap<>();
        facts.standing().forEach(write -> byVersion.put(write.left(), write));
        for (Operation operation : facts.operations()) {
            if (operation.kind() == Kind.READ
                    && operation.ending() == Ending.SEEN
                    && operation.mark() != Operation.NONE) {
                seen(new Sight(operation.version(), operation.mark(), operation), byVersion);
            }
        }
        StoredRow stored = facts.stored;
        if (stored != null && stored.mark() != Operation.NONE) {
            seen(new Sight(stored.version(), stored.mark(), null), byVersion);
        }
    }

    private void seen(Sight sight, Map<Long, Operation> byVersion) {
        Sight first = sights.putIfAbsent(sight.version, sight);
        if (first != null && first.mark == sight.mark) {
            return;
        }
        Operation write = writes.get(sight.mark);
        if (first != null) {
            duplicate(sight, writes.get(first.mark), first.by, write, sight.by);
        }
        if (write == null) {
            Operation writer = byVersion.get(sight.version);
            if (first == null && writer != null && writer.mark() != Operation.NONE) {
                duplicate(sight, writer, sight.by);
            }
            return;
        }
        Long place = placed.putIfAbsent(sight.mark, sight.version);
        if (write.isDenied()) {
            if (place == null) {
                found.accept(new Anomaly.PhantomWrite(facts.row, sight.version, inOrder(write, sight.by)));
                facts.place(write, sight.version);
            }
        } else if (write.isUnknown() || write.left() == Operation.NONE) {
            if (place == null) {
                facts.place(write, sight.version);
            } else if (place != sight.version) {
                found.accept(new Anomaly.WrongVersion(facts.row, sight.version, inOrder(write, sight.by)));
            }
        } else if (write.left() != sight.version) {
            found.accept(new Anomaly.WrongVersion(facts.row, sight.version, inOrder(write, sight.by)));
        }
    }

    private void duplicate(Sight sight, @Nullable Operation... operations) {
        found.accept(new Anomaly.DuplicateVersion(facts.row, sight.version, inOrder(operations)));
    }

    private static List<Operation> inOrder(@Nullable Operation... operations) {
        return Stream.of(operations)
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Unexplained.inOrder())
                .toList();
    }
}
