package io.github.ifmatch.examples.snippets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What Ifmatch sends, as its logger {@code io.github.ifmatch.sql} tells it at TRACE. For one thread at a time. */
final class SqlLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.ifmatch.sql");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    SqlLog() {
        appender.start();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    /** The statements since the last call. */
    List<String> drain() {
        List<String> statements =
                appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        appender.list.clear();
        return statements;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        logger.setAdditive(true);
    }
}
