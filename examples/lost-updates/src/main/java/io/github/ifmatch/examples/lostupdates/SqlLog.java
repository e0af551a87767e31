package io.github.ifmatch.examples.lostupdates;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the last statements that Ifmatch sent on each thread, as its logger {@code io.github.ifmatch.sql} tells them at
 * TRACE; see {@code logback.xml}.
 *
 * <p>Thread-safe.
 */
public final class SqlLog extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final int KEPT = 8;
    private static final ThreadLocal<Deque<String>> STATEMENTS = ThreadLocal.withInitial(ArrayDeque::new);

    /** For logback, which makes it by its name. */
    public SqlLog() {}

    static void clear() {
        STATEMENTS.get().clear();
    }

    /** This thread's statements since {@link #clear}, 8 at most. */
    static List<String> statements() {
        return List.copyOf(STATEMENTS.get());
    }

    @Override
    protected void append(ILoggingEvent event) {
        Deque<String> statements = STATEMENTS.get();
        if (statements.size() == KEPT) {
            statements.removeFirst();
        }
        statements.addLast(event.getFormattedMessage());
    }
}
