package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Event;
import io.github.ifmatch.Listener;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes each committed write to the application: {@code @EventListener void on(Event.Written written)} hears of it.
 *
 * <p>That is after the commit, so a {@code @TransactionalEventListener} comes too late, and what a listener writes needs a transaction of
 * its own (REQUIRES_NEW, or another thread). Its exceptions are logged, and change nothing. What was refused, or is run again, is not
 * published. Thread-safe.
 */
record EventPublisher(ApplicationEventPublisher publisher) implements Listener {

    @Override
    public void on(Event event) {
        if (isWrite(event) && !event.isSent()) {
            publisher.publishEvent(event);
        }
    }

    private static boolean isWrite(Event event) {
        return event instanceof Event.Written
                || event instanceof Event.Resolved
                || event instanceof Event.Overwritten
                || event instanceof Event.UpdatedWhere;
    }
}
