package io.github.ifmatch.engine;

import io.github.ifmatch.Event;
import io.github.ifmatch.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener whose exceptions change nothing. Thread-safe, as the listener is. */
public record Guarded(Listener listener) implements Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    static final Guarded NONE = new Guarded(new Nobody());

    @Override
    public void on(Event event) {
        try {
            listener.on(event);
        } catch (Throwable e) {
            LOG.warn("a listener failed on {} of {}", event.getClass().getSimpleName(), event.table(), e);
        }
    }

    /** Whether nobody listens, so that no event needs to be made. */
    boolean isNone() {
        return listener instanceof Nobody;
    }

    private record Nobody() implements Listener {
        @Override
        public void on(Event event) {
            // nobody listens
        }
    }
}
