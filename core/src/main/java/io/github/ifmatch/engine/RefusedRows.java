package io.github.ifmatch.engine;

import io.github.ifmatch.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Passes the refused rows of each chunk to a sink, each once: also those after one that the sink threw on, since a chunk that
 * is committed is not written again. For one thread at a time.
 */
public final class RefusedRows<R> {

    /** So many exceptions of one chunk are kept. */
    private static final int KEPT = 10;

    private final Consumer<? super Outcome<R>> sink;
    private final Deque<Outcome<R>> pending = new ArrayDeque<>();
    private final List<Outcome<R>> failed = new ArrayList<>();

    public RefusedRows(Consumer<? super Outcome<R>> sink) {
        this.sink = sink;
    }

    /** Tells those of a chunk; the first exception is thrown when all were passed. */
    public void tell(List<Outcome<R>> outcomes) throws Exception {
        outcomes.stream().filter(outcome -> !outcome.isApplied()).forEach(pending::add);
        Exception first = null;
        while (!pending.isEmpty()) {
            Exception thrown = pass(pending.element());
            pending.remove();
            if (first == null) {
                first = thrown;
            } else if (thrown != null && thrown != first && first.getSuppressed().length < KEPT) {
                first.addSuppressed(thrown);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private @Nullable Exception pass(Outcome<R> outcome) {
        try {
            sink.accept(outcome);
            return null;
        } catch (Exception e) {
            failed.add(outcome);
            return e;
        }
    }

    /** Those that the sink threw on, and those that it was not given after an error. */
    public List<Outcome<R>> untold() {
        return Stream.concat(failed.stream(), pending.stream()).toList();
    }
}
