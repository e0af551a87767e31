package io.github.ifmatch.examples.campaign.fault;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How often what was broken. Thread-safe. */
public final class FaultCounts {

    private final Map<FaultKind, AtomicLong> counts = new EnumMap<>(FaultKind.class);

    /** Begins at zero. */
    public FaultCounts() {
        for (FaultKind kind : FaultKind.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    /** Counts one. */
    public void count(FaultKind kind) {
        count(kind, 1);
    }

    /** Counts so many. */
    public void count(FaultKind kind, long more) {
        counter(kind).addAndGet(more);
    }

    /** How many it were. */
    public long of(FaultKind kind) {
        return counter(kind).get();
    }

    private AtomicLong counter(FaultKind kind) {
        return requireNonNull(counts.get(kind));
    }
}
