package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.ifmatch.Counts;
import io.github.ifmatch.Database;
import io.github.ifmatch.Event;
import io.github.ifmatch.Listener;
import io.github.ifmatch.Sender;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.Watcher;
import io.github.ifmatch.micrometer.MeterListener;
import io.github.ifmatch.micrometer.ObservationWatcher;
import io.github.ifmatch.micrometer.TimerWatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What observability.md shows and claims, on H2. */
class ObservabilityTest {

    private final DataSource dataSource = Databases.H2.dataSource();

    @BeforeEach
    void createTable() {
        Databases.createProducts(Databases.H2);
    }

    /** A write, a refused one, a missing one, an overwrite, a merge, and a modify that needs two attempts. */
    private static void makeTraffic(Database database) {
        VersionedRepository<Product, Long> products = database.repository(Product.TABLE);
        Product base = products.get(7L);
        products.update(base.withPrice("90.00"));
        assertThat(products.tryUpdate(base.withStock(9)).isApplied()).isFalse();
        assertThat(products.find(8L)).isEmpty();
        assertThat(products.tryUpdate(new Product(8, "Gone", base.price(), 1, 1))
                        .isApplied())
                .isFalse();
        products.overwrite(base, "ticket 4711");
        products.update(base.withStock(8), Product.TABLE.mergeFrom(base));
        boolean[] isDisturbed = {false};
        products.modify(7L, product -> {
            if (!isDisturbed[0]) {
                isDisturbed[0] = true;
                products.touch(product);
            }
            return product.withStock(7);
        });
    }

    @Test
    void listener() {
        List<String> told = new ArrayList<>();

        // region obs-listener
        Listener listener = event -> {
            if (event instanceof Event.Overwritten overwritten) {
                told.add(overwritten.table() + " " + overwritten.id() + ": " + overwritten.reason());
            }
        };
        Database database = Database.of(dataSource).withListener(listener);
        // endregion

        makeTraffic(database);
        assertThat(told).containsExactly("products 7: ticket 4711");
    }

    @Test
    void counts() {
        // region obs-counts
        Counts counts = new Counts();
        Database database = Database.of(dataSource).withListener(counts);
        // endregion

        makeTraffic(database);

        // region obs-snapshot
        Counts.Snapshot snapshot = counts.snapshot();
        Map<String, Long> events = snapshot.events(); // such as "products conflicted"
        Map<String, Long> hotRows = snapshot.hotRows(); // such as "products 7", the largest first
        Map<String, Long> hotFields = snapshot.hotFields(); // such as "products.stock"
        double rate = snapshot.conflictRate("products"); // conflicts / (conflicts + writes)
        // endregion

        assertThat(events)
                .isEqualTo(Map.of(
                        "products written", 5L,
                        "products conflicted", 3L,
                        "products missed", 1L,
                        "products overwritten", 1L,
                        "products resolved", 1L,
                        "products retried", 1L));
        assertThat(hotRows).isEqualTo(Map.of("products 7", 3L));
        assertThat(hotFields).containsKeys("products.price", "products.stock");
        assertThat(rate).isEqualTo(3.0 / 8);
    }

    @Test
    void micrometer() {
        // region obs-micrometer
        MeterRegistry registry = new SimpleMeterRegistry(); // yours
        Counts counts = new Counts();
        Database database = Database.of(dataSource).withListener(Listener.all(counts, new MeterListener(registry)));
        // endregion

        makeTraffic(database);

        List<String> meters = registry.getMeters().stream()
                .map(meter -> meter.getId().getName() + meter.getId().getTags())
                .sorted()
                .toList();
        assertThat(meters)
                .containsExactly(
                        "ifmatch.overwritten[tag(table=products)]",
                        "ifmatch.resolved[tag(table=products)]",
                        "ifmatch.retries[tag(failure=ConflictException), tag(table=products)]",
                        "ifmatch.writes[tag(outcome=conflicted), tag(table=products), tag(verb=patch)]",
                        "ifmatch.writes[tag(outcome=conflicted), tag(table=products), tag(verb=update)]",
                        "ifmatch.writes[tag(outcome=missed), tag(table=products), tag(verb=update)]",
                        "ifmatch.writes[tag(outcome=written), tag(table=products), tag(verb=overwrite)]",
                        "ifmatch.writes[tag(outcome=written), tag(table=products), tag(verb=patch)]",
                        "ifmatch.writes[tag(outcome=written), tag(table=products), tag(verb=touch)]",
                        "ifmatch.writes[tag(outcome=written), tag(table=products), tag(verb=update)]");
        assertThat(counts.snapshot().events()).isNotEmpty();
    }

    @Test
    void timers() {
        // region obs-timers
        MeterRegistry registry = new SimpleMeterRegistry(); // yours
        Database database = Database.of(dataSource)
                .withListener(new MeterListener(registry))
                .withWatcher(new TimerWatcher(registry));
        // endregion

        makeTraffic(database);

        assertThat(registry.get("ifmatch.operations").timers())
                .extracting(timer -> timer.getId().getTags() + " " + timer.count())
                .containsExactlyInAnyOrder(
                        "[tag(outcome=read), tag(table=products), tag(verb=find)] 4",
                        "[tag(outcome=written), tag(table=products), tag(verb=update)] 2",
                        "[tag(outcome=conflicted), tag(table=products), tag(verb=update)] 2",
                        "[tag(outcome=missed), tag(table=products), tag(verb=update)] 1",
                        "[tag(outcome=written), tag(table=products), tag(verb=overwrite)] 1",
                        "[tag(outcome=written), tag(table=products), tag(verb=touch)] 1",
                        "[tag(outcome=conflicted), tag(table=products), tag(verb=patch)] 1",
                        "[tag(outcome=written), tag(table=products), tag(verb=patch)] 1");
        assertThat(registry.get("ifmatch.writes").counters()).isNotEmpty();
    }

    @Test
    void observations() {
        // region obs-observations
        ObservationRegistry registry = ObservationRegistry.create(); // yours
        Database database = Database.of(dataSource).withWatcher(new ObservationWatcher(registry));
        // endregion

        MeterRegistry meters = new SimpleMeterRegistry();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        makeTraffic(database);

        assertThat(meters.get("ifmatch.operation")
                        .tags("table", "products", "verb", "update", "outcome", "conflicted", "error", "none")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void watcher() {
        List<String> slow = new ArrayList<>();

        // region obs-watcher
        Watcher watcher = (table, verb) -> {
            long start = System.nanoTime();
            return end -> {
                long millis = (System.nanoTime() - start) / 1_000_000;
                if (millis >= 100) {
                    slow.add(verb + " of " + table + ": " + end.outcome() + ", " + end.rows() + " rows in " + millis + " ms");
                }
            };
        };
        Database database = Database.of(dataSource).withWatcher(watcher);
        // endregion

        Sender lagging = (connection, sql, generatedKeys, values) -> {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            return Sender.plain().send(connection, sql, generatedKeys, values);
        };
        Product product = database.withSender(lagging).repository(Product.TABLE).get(7L);

        assertThat(product.id()).isEqualTo(7);
        assertThat(slow).singleElement().asString().startsWith("find of products: read, 1 rows in ");
    }

    @Test
    void flightRecorder_byDefault(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("traffic.jfr");
        try (Recording recording = new Recording(Configuration.getConfiguration("default"))) {
            recording.start();
            makeTraffic(Database.of(dataSource));
            recording.stop();
            recording.dump(file);
        }

        assertThat(events(file, "io.github.ifmatch.Write"))
                .extracting(event ->
                        event.getString("table") + " " + event.getString("verb") + " " + event.getString("outcome"))
                .contains("products update Applied", "products update Conflict", "products update Missing");
        assertThat(events(file, "io.github.ifmatch.Retry"))
                .extracting(event -> event.getInt("attempts") + " " + event.getString("failure"))
                .containsExactly("1 ConflictException");
        assertThat(events(file, "io.github.ifmatch.Write")).allMatch(event -> event.getStackTrace() == null);
        assertThat(events(file, "io.github.ifmatch.Retry")).allMatch(event -> event.getStackTrace() != null);
    }

    private static List<RecordedEvent> events(Path file, String name) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    @Test
    void logs_neverValues() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Logger logger = (Logger) LoggerFactory.getLogger("io.github.ifmatch");
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(appender);

        makeTraffic(Database.of(dataSource).withListener(event -> {
                    throw new IllegalStateException("a listener's own fault");
                })
                .withWatcher((table, verb) -> {
                    throw new IllegalStateException("a watcher's own fault");
                }));

        logger.detachAppender(appender);
        logger.setLevel(null);
        logger.setAdditive(true);
        assertThat(appender.list)
                .extracting(event -> event.getLoggerName() + " " + event.getLevel())
                .contains(
                        "io.github.ifmatch.sql TRACE",
                        "io.github.ifmatch.VersionedRows DEBUG",
                        "io.github.ifmatch.VersionedRows WARN",
                        "io.github.ifmatch.Database INFO",
                        "io.github.ifmatch.Retry DEBUG",
                        "io.github.ifmatch.Listener WARN",
                        "io.github.ifmatch.Watcher WARN");
        assertThat(appender.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> message.contains("90.00") || message.contains("Kettle"));
    }
}
