package io.github.ifmatch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what became of the rows of a batch, once they are committed. For one thread at a time. */
final class BatchTally {

    private final Map<String, Long> events = new TreeMap<>();
    private long written;
    private long resolved;
    private long unchanged;
    private long conflicted;
    private long missing;
    private long chunks;
    private long retried;

    /** One chunk alone. */
    static BatchReport of(ChunkAttempt<?, ?> chunk) {
        BatchTally tally = new BatchTally();
        tally.add(chunk, List.of());
        return tally.report(false);
    }

    void retried() {
        retried++;
    }

    /** Adds a chunk, and the events that it came to. */
    void add(ChunkAttempt<?, ?> chunk, List<Event> told) {
        for (int place = 0; place < chunk.outcomes().size(); place++) {
            Outcome<?> outcome = chunk.outcomes().get(place);
            if (outcome instanceof Conflict) {
                conflicted++;
            } else if (outcome instanceof Missing) {
                missing++;
            } else if (chunk.isResolved(place)) {
                resolved++;
            } else if (chunk.isUnchanged(place)) {
                unchanged++;
            } else {
                written++;
            }
        }
        told.forEach(event -> events.merge(Counts.name(event), 1L, Long::sum));
        chunks++;
    }

    BatchReport report(boolean isCancelled) {
        return new BatchReport(written, resolved, unchanged, conflicted, missing, chunks, retried, isCancelled, events);
    }
}
