package io.github.ifmatch.examples.twotabs;

import ch.qos.logback.classic.Level;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.twotabs.wire.Origins;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.tool.LogCapture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server of its own for each test, over a database that can be made to fail, and what it logs. */
abstract class RunningServer {

    HikariDataSource pool;
    FaultyDataSource faults;
    Raw raw;
    Client ann;
    private Server server;
    private LogCapture log;

    HikariDataSource open() {
        return Databases.h2();
    }

    @BeforeEach
    void start() {
        pool = open();
        faults = FaultyDataSource.of(pool);
        Origins origins = Origins.of(List.of("https://rules.example", "http://inner:8000"));
        server = Server.start(faults.dataSource(), 0, new byte[32], origins);
        raw = Raw.of(server);
        ann = Client.of(server.url(), "Ann");
        log = LogCapture.start();
    }

    @AfterEach
    void stop() {
        log.close();
        server.close();
        pool.close();
    }

    /** What was logged of failures so far. */
    List<String> failures() {
        return log.messages(Level.ERROR);
    }

    Client client(String who) {
        return Client.of(server.url(), who);
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
