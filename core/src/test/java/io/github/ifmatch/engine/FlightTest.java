package io.github.ifmatch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording holds of the writes: their table, operation and outcome, never ids or values. */
class FlightTest {

    @TempDir
    private Path directory;

    private final H2TestDatabase h2 = new H2TestDatabase(Dialect.STANDARD);
    private final VersionedRepository<Account, Long> accounts = h2.database().repository(Account.TABLE);

    private List<RecordedEvent> recorded(Runnable work) throws Exception {
        Account.create(h2);
        Path file = directory.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(Flight.Write.class).withThreshold(Duration.ZERO);
            recording.enable(Flight.Batch.class).withThreshold(Duration.ZERO);
            recording.enable(Flight.Retry.class);
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static String told(RecordedEvent event) {
        return switch (event.getEventType().getName()) {
            case "io.github.ifmatch.Write" ->
                event.getString("table") + " " + event.getString("verb") + " " + event.getString("outcome");
            case "io.github.ifmatch.Batch" ->
                event.getString("table") + " " + event.getString("verb") + " " + event.getLong("applied") + " of "
                        + event.getLong("rows");
            default -> "retry " + event.getInt("attempts") + " " + event.getString("failure");
        };
    }

    @Test
    void events_eachWriteAndRetryOnce() throws Exception {
        List<RecordedEvent> events = recorded(() -> {
            Account ann = accounts.insert(Account.of("Ann", 10));
            accounts.update(ann);
            assertThat(accounts.tryUpdate(ann).isApplied()).isFalse();
            assertThat(accounts.tryDelete(-1L, 1).isApplied()).isFalse();
            assertThatThrownBy(() -> accounts.insert(Account.of("x".repeat(51), 1)))
                    .isInstanceOf(DatabaseException.class);
            AtomicInteger attempts = new AtomicInteger();
            accounts.modify(
                    ann.id(),
                    row -> {
                        if (attempts.incrementAndGet() == 1) {
                            accounts.touch(row);
                        }
                        return row.withOwner("Anne");
                    },
                    Retry.upTo(2).withPauses(Duration.ZERO, Duration.ZERO));
        });

        assertThat(events.stream().map(FlightTest::told))
                .containsExactlyInAnyOrder(
                        "accounts insert Applied",
                        "accounts update Applied",
                        "accounts update Conflict",
                        "accounts delete Missing",
                        "accounts insert failed",
                        "accounts touch Applied",
                        "accounts patch Conflict",
                        "retry 1 ConflictException",
                        "accounts patch Applied");
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("io.github.ifmatch.Write"))
                .allSatisfy(event -> {
                    assertThat(event.getDuration()).isPositive();
                    assertThat(event.getEventType().getCategoryNames()).containsExactly("Ifmatch");
                });
        assertThat(events).noneSatisfy(event -> assertThat(event.toString()).contains("Ann"));
    }

    @Test
    void events_eachBatchOnce() throws Exception {
        List<RecordedEvent> events = recorded(() -> {
            List<Account> both = accounts.insertAll(List.of(Account.of("Ann", 10), Account.of("Bob", 20)));
            accounts.touch(both.get(0));
            assertThat(accounts.tryUpdateAll(both)).hasSize(2);
            assertThat(accounts.updateWhere(Map.of("owner", "x"), "balance > ?", Account.money("15")))
                    .isEqualTo(1);
            assertThatThrownBy(() -> accounts.updateWhere(Map.of("owner", "x".repeat(51)), "balance > 0"))
                    .isInstanceOf(DatabaseException.class);
        });

        assertThat(events.stream().map(FlightTest::told))
                .containsExactlyInAnyOrder(
                        "accounts insert 2 of 2",
                        "accounts touch Applied",
                        "accounts update 1 of 2",
                        "accounts updateWhere 1 of 1",
                        "accounts updateWhere 0 of 0");
    }
}
