package io.github.ifmatch;

import java.util.List;

/**
 * Sees what happens to the writes of a {@link Database}.
 *
 * <p>Called by the thread that writes, after the database answered; in a transaction over several writes, before its end. An
 * exception of a listener is logged at WARN and changes nothing. Thread-safe: every implementation must be, and quick.
 */
@FunctionalInterface
public interface Listener {

    /** Sees one event. */
    void on(Event event);

    /** Tells several listeners, in order. */
    static Listener all(Listener... listeners) {
        List<Guarded> guarded = List.of(listeners).stream().map(Guarded::new).toList();
        return event -> guarded.forEach(listener -> listener.on(event));
    }
}
