package io.github.ifmatch.micrometer;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Watcher;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Makes an observation of every operation, for whatever handlers the registry has: timers, spans.
 *
 * <p>{@code ifmatch.operation}, with the low-cardinality key values {@code table}, {@code verb} and {@code outcome} (read, written, sent,
 * conflicted, missed, failed), as {@link Watcher} has them. Its scope is open while the operation runs, so that the data source's own
 * observations are inside it. Only what an operation threw is its error: a conflict is none. Neither ids nor values become key values.
 * Thread-safe.
 */
public final class ObservationWatcher implements Watcher {

    private static final Watch UNOBSERVED = end -> {};

    private final ObservationRegistry registry;

    /** Observes in this registry; nothing, if it is a no-op. */
    public ObservationWatcher(ObservationRegistry registry) {
        this.registry = requireNonNull(registry, "registry must not be null");
    }

    @Override
    public Watch begins(String table, String verb) {
        if (registry.isNoop()) {
            return UNOBSERVED;
        }
        Observation observation = Observation.createNotStarted("ifmatch.operation", registry)
                .contextualName(verb + " " + table)
                .lowCardinalityKeyValue("table", table)
                .lowCardinalityKeyValue("verb", verb)
                .start();
        Observation.Scope scope = observation.openScope();
        return end -> ended(observation, scope, end);
    }

    private static void ended(Observation observation, Observation.Scope scope, End end) {
        try (scope) {
            Observation unused = observation.lowCardinalityKeyValue("outcome", end.outcome());
            end.failure().ifPresent(observation::error);
        } finally {
            observation.stop();
        }
    }
}
