package io.github.ifmatch.examples.twotabs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.twotabs.wire.Origins;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A server of its own for each test, and what it logs. */
abstract class RunningServer {

    HikariDataSource pool;
    Server server;
    Raw raw;
    Client ann;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    HikariDataSource open() {
        return Databases.h2();
    }

    @BeforeEach
    void start() {
        pool = open();
        server = Server.start(pool, 0, new byte[32], Origins.of(List.of("https://rules.example", "http://inner:8000")));
        raw = Raw.of(server);
        ann = Client.of(server.url(), "Ann");
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stop() {
        root().detachAppender(log);
        server.close();
        pool.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** What was logged of failures so far. */
    List<String> failures() {
        return log.list.stream()
                .filter(event -> event.getLoggerName().endsWith(".Log"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    String tag(long id) {
        return raw.get("/api/rules/" + id).field("ETag").orElseThrow();
    }

    @CanIgnoreReturnValue
    Raw.Answer patch(long id, String content, String... fields) {
        return raw.send(
                "PATCH", "/api/rules/" + id, content, Raw.with("Content-Type: application/merge-patch+json", fields));
    }
}
