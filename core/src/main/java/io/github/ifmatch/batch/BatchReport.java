package io.github.ifmatch.batch;

import java.util.HashMap;
import java.util.Map;

/**
 * What became of the rows of a batch. Every row is counted once; all of it is committed.
 *
 * <p>Immutable.
 *
 * @param written rows that were written as given
 * @param resolved rows that were written after a conflict, as the resolver or the merge had it
 * @param unchanged edits that changed nothing, so that nothing was sent
 * @param conflicted rows that were refused, because somebody else had changed them, or inserted their id
 * @param missing rows that were refused, because there is no such row
 * @param chunks how many transactions that was
 * @param retried how often a chunk was rolled back and tried again
 * @param isCancelled whether it was stopped between two chunks, and rows of the source may be left
 * @param events how often what happened, by table and kind, such as {@code accounts written}; what a {@link
 *     BatchWriter.Checkpoint} wrote is included
 */
public record BatchReport(
        long written,
        long resolved,
        long unchanged,
        long conflicted,
        long missing,
        long chunks,
        long retried,
        boolean isCancelled,
        Map<String, Long> events) {

    /** Keeps a copy of the events. */
    public BatchReport {
        events = Map.copyOf(events);
    }

    /** Nothing was done yet. */
    static BatchReport none() {
        return new BatchReport(0, 0, 0, 0, 0, 0, 0, false, Map.of());
    }

    /** The sums of both. */
    BatchReport plus(BatchReport more) {
        Map<String, Long> all = new HashMap<>(events);
        more.events.forEach((event, count) -> all.merge(event, count, Long::sum));
        return new BatchReport(
                written + more.written,
                resolved + more.resolved,
                unchanged + more.unchanged,
                conflicted + more.conflicted,
                missing + more.missing,
                chunks + more.chunks,
                retried + more.retried,
                isCancelled || more.isCancelled,
                all);
    }

    /** All rows that were decided: where in the source to go on. */
    public long rows() {
        return written + resolved + unchanged + conflicted + missing;
    }

    /** The counts of the rows. */
    @Override
    public String toString() {
        return rows() + " rows: " + written + " written, " + resolved + " resolved, " + unchanged + " unchanged, "
                + conflicted + " conflicted, " + missing + " missing";
    }
}
