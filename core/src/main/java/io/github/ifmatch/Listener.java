package io.github.ifmatch;

import java.util.List;

/**
 * Sees what happens to the writes of a {@link Database}.
 *
 * <p>Called by the thread that writes: of a refusal, or a failed attempt, when the database answered; of what was written, when
 * it is committed, after the connection was given back. In {@link Database#inTransaction} that is after its end, in the order of
 * the writes, and never if it is rolled back. In a transaction that somebody else ends, a write is told when the database
 * answered, and says that it is {@linkplain Event#isSent sent}. An exception of a listener is logged at WARN and changes
 * nothing. Thread-safe: every implementation must be, and quick.
 */
@FunctionalInterface
public interface Listener {

    /** Sees one event. */
    void on(Event event);

    /** Tells several listeners, in order; one that throws keeps none of the others from hearing. */
    static Listener all(Listener... listeners) {
        List<Listener> all = List.of(listeners);
        return event -> tell(all, 0, event);
    }

    private static void tell(List<Listener> all, int next, Event event) {
        if (next < all.size()) {
            try {
                all.get(next).on(event);
            } finally {
                tell(all, next + 1, event);
            }
        }
    }
}
