package io.github.ifmatch.micrometer;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Event;
import io.github.ifmatch.Listener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Counts every event in a registry.
 *
 * <p>{@code ifmatch.writes} with the tags {@code table}, {@code verb} and {@code outcome} (written, sent, conflicted, missed);
 * {@code ifmatch.resolved}, {@code ifmatch.overwritten} and {@code ifmatch.updatedwhere} with {@code table}; {@code
 * ifmatch.retries} with {@code table} and {@code failure}. What is written is committed. In a transaction that somebody else
 * ends, that is not known: its writes are sent, and the others have meters of their own, {@code ifmatch.resolved.sent} and so
 * on. Neither ids nor values become tags. Thread-safe.
 */
public final class MeterListener implements Listener {

    private final MeterRegistry registry;

    /** Counts into this registry. */
    public MeterListener(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry must not be null");
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Written written) {
            write(event, written.verb(), written.isCommitted() ? "written" : "sent");
        } else if (event instanceof Event.Conflicted conflicted) {
            write(event, conflicted.verb(), "conflicted");
        } else if (event instanceof Event.Missed missed) {
            write(event, missed.verb(), "missed");
        } else if (event instanceof Event.Retried retried) {
            String failure = retried.failure().getClass().getSimpleName();
            registry.counter("ifmatch.retries", "table", event.table(), "failure", failure)
                    .increment();
        } else {
            registry.counter("ifmatch." + kind(event), "table", event.table()).increment();
        }
    }

    private void write(Event event, String verb, String outcome) {
        registry.counter("ifmatch.writes", "table", event.table(), "verb", verb, "outcome", outcome)
                .increment();
    }

    private static String kind(Event event) {
        String kind = event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return event.isSent() ? kind + ".sent" : kind;
    }
}
