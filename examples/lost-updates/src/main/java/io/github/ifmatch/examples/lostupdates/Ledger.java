package io.github.ifmatch.examples.lostupdates;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the editors were told: every edit that was acknowledged, every conflict that was reported. Thread-safe. */
final class Ledger {

    private final Queue<Edit> acknowledged = new ConcurrentLinkedQueue<>();
    private final LongAdder writes = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final AtomicReference<@Nullable Encounter> example = new AtomicReference<>();

    void enter(Encounter encounter) {
        acknowledged.add(encounter.edit());
        writes.increment();
        conflicts.add(encounter.conflicts().size());
        if (encounter.isSettledAtOnce()) {
            example.accumulateAndGet(encounter, Ledger::better);
        }
    }

    List<Edit> acknowledged() {
        return List.copyOf(acknowledged);
    }

    long writes() {
        return writes.sum();
    }

    long conflicts() {
        return conflicts.sum();
    }

    /** A conflict to show, one in which the two sides changed different fields if there was any. */
    Optional<Encounter> example() {
        return Optional.ofNullable(example.get());
    }

    private static @Nullable Encounter better(@Nullable Encounter kept, @Nullable Encounter next) {
        return kept == null || (next != null && next.isOfTwoFields() && !kept.isOfTwoFields()) ? next : kept;
    }
}
