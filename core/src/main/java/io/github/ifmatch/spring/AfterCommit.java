package io.github.ifmatch.spring;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Event;
import io.github.ifmatch.Listener;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells a listener of what was written in Spring's transaction when that is committed, and never if it is rolled back, to a
 * savepoint before it included.
 *
 * <p>Whatever else happens is told at once: what is committed already, refusals, retries. What was written while no transaction is
 * synchronized stays {@linkplain Event#isSent sent}, and is told at once, too. Thread-safe, if the listener is.
 */
public final class AfterCommit implements Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final Listener listener;

    private AfterCommit(Listener listener) {
        this.listener = listener;
    }

    /** Makes this listener hear of writes after their commit. */
    public static AfterCommit of(Listener listener) {
        return new AfterCommit(requireNonNull(listener, "listener must not be null"));
    }

    @Override
    public void on(Event event) {
        if (event.isSent() && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new Committed(listener, committed(event)));
        } else {
            listener.on(event);
        }
    }

    /** For one thread at a time, like the transaction. */
    private static final class Committed implements TransactionSynchronization {

        private final Listener listener;
        private final Event event;
        private final Set<Object> laterSavepoints = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean isUndone;

        Committed(Listener listener, Event event) {
            this.listener = listener;
            this.event = event;
        }

        @Override
        public void savepoint(Object savepoint) {
            laterSavepoints.add(savepoint);
        }

        @Override
        public void savepointRollback(Object savepoint) {
            isUndone |= !laterSavepoints.contains(savepoint);
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED && !isUndone) {
                tell();
            }
        }

        private void tell() {
            try {
                listener.on(event);
            } catch (RuntimeException e) { // the write stands
                LOG.warn("a listener failed on {} of {}", event.getClass().getSimpleName(), event.table(), e);
            }
        }
    }

    private static Event committed(Event event) {
        if (event instanceof Event.Written written) {
            return new Event.Written(written.table(), written.verb(), written.id());
        }
        if (event instanceof Event.Resolved resolved) {
            return new Event.Resolved(resolved.table(), resolved.conflict());
        }
        if (event instanceof Event.Overwritten of) {
            return new Event.Overwritten(of.table(), of.id(), of.heldVersion(), of.version(), of.reason());
        }
        return event instanceof Event.UpdatedWhere of ? new Event.UpdatedWhere(of.table(), of.rows()) : event;
    }
}
