package io.github.ifmatch.batch;

import io.github.ifmatch.Outcome;
import java.util.List;

/**
 * A chunk of a batch, written and not yet committed.
 *
 * <p>Immutable, if the rows are.
 *
 * @param before how many rows of this batch came before it
 * @param outcomes what became of each of its rows, in the order given
 * @param counts the same, counted: of this chunk alone, without events
 * @param <R> the row
 */
public record BatchChunk<R>(long before, List<Outcome<R>> outcomes, BatchReport counts) {

    /** Keeps a copy of the outcomes. */
    public BatchChunk {
        outcomes = List.copyOf(outcomes);
    }

    /** How many rows of this batch are decided once the chunk is committed. */
    public long end() {
        return before + outcomes.size();
    }

    /** The conflicts that stand, and the missing rows, in the order given. */
    public List<Outcome<R>> refused() {
        return outcomes.stream().filter(outcome -> !outcome.isApplied()).toList();
    }
}
