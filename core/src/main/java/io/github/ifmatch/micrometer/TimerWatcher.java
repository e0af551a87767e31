package io.github.ifmatch.micrometer;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Watcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Times every operation in a registry.
 *
 * <p>{@code ifmatch.operations}, a timer with the tags {@code table}, {@code verb} and {@code outcome} (read, written, sent, conflicted,
 * missed, failed), as {@link Watcher} has them. Neither ids nor values become tags. Thread-safe.
 */
public final class TimerWatcher implements Watcher {

    private final MeterRegistry registry;

    /** Times in this registry, by its clock. */
    public TimerWatcher(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry must not be null");
    }

    @Override
    public Watch begins(String table, String verb) {
        Timer.Sample sample = Timer.start(registry);
        return end -> {
            long unused = sample.stop(timer(table, verb, end));
        };
    }

    private Timer timer(String table, String verb, End end) {
        return Timer.builder("ifmatch.operations")
                .description("Operations on versioned tables")
                .tags("table", table, "verb", verb, "outcome", end.outcome())
                .register(registry);
    }
}
