package io.github.ifmatch.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Sender;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each timer, with its tags, where every statement takes a second. */
class TimerWatcherTest {

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final H2TestDatabase h2 = new H2TestDatabase(Dialect.STANDARD);
    private final Sender slow = (connection, sql, generatedKeys, values) -> {
        clock.add(Duration.ofSeconds(1));
        return Sender.plain().send(connection, sql, generatedKeys, values);
    };
    private final VersionedRepository<Account, Long> accounts = h2.database()
            .withSender(slow)
            .withWatcher(new TimerWatcher(registry))
            .repository(Account.TABLE);

    @BeforeEach
    void createTable() {
        Account.create(h2);
    }

    /** Seconds and count of each timer, by its name and tags. */
    private Map<String, String> timed() {
        return registry.getMeters().stream()
                .collect(Collectors.toMap(
                        TimerWatcherTest::named,
                        meter -> ((Timer) meter).totalTime(TimeUnit.SECONDS) + " in " + ((Timer) meter).count(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static String named(Meter meter) {
        return meter.getId().getName() + " "
                + meter.getId().getTags().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(" "));
    }

    @Test
    void begins_eachTimer() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        accounts.updateAll(List.of(accounts.update(ann)));
        assertThat(accounts.tryUpdate(ann)).isInstanceOf(Conflict.class);
        assertThat(accounts.tryDelete(-1L, 1).isApplied()).isFalse();
        assertThat(accounts.find(ann.id())).isPresent();
        assertThat(accounts.find(-1L)).isEmpty();
        assertThatThrownBy(() -> accounts.insert(Account.of("x".repeat(51), 1))).isInstanceOf(DatabaseException.class);

        assertThat(timed())
                .isEqualTo(new TreeMap<>(Map.of(
                        "ifmatch.operations outcome=written table=accounts verb=insert", "2.0 in 1",
                        "ifmatch.operations outcome=written table=accounts verb=update", "2.0 in 1",
                        "ifmatch.operations outcome=written table=accounts verb=updateAll", "1.0 in 1",
                        "ifmatch.operations outcome=conflicted table=accounts verb=update", "2.0 in 1",
                        "ifmatch.operations outcome=missed table=accounts verb=delete", "2.0 in 1",
                        "ifmatch.operations outcome=read table=accounts verb=find", "2.0 in 2",
                        "ifmatch.operations outcome=failed table=accounts verb=insert", "1.0 in 1")));
    }

    @Test
    void new_null() {
        assertThatThrownBy(() -> new TimerWatcher(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("registry must not be null");
    }
}
