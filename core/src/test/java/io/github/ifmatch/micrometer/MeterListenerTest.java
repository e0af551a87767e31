package io.github.ifmatch.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each meter, with its tags, after writes of each kind. */
class MeterListenerTest {

    private final H2TestDatabase h2 = new H2TestDatabase(Dialect.STANDARD);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Database database = h2.database().withListener(new MeterListener(registry));
    private final VersionedRepository<Account, Long> accounts = database.repository(Account.TABLE);

    /** Each counter, by its name and tags. */
    private Map<String, Double> counted() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .collect(Collectors.toMap(
                        id -> id.getName() + " "
                                + id.getTags().stream()
                                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                                        .collect(Collectors.joining(" ")),
                        id -> registry.get(id.getName())
                                .tags(id.getTags())
                                .counter()
                                .count(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    @Test
    void on_eachKind() {
        Account.create(h2);

        Account ann = accounts.insert(Account.of("Ann", 10));
        Account anne = accounts.update(ann.withOwner("Anne"));
        assertThat(accounts.tryUpdate(ann)).isInstanceOf(Conflict.class);
        Account merged = accounts.update(ann.withBalance(11), Account.TABLE.mergeFrom(ann));
        Account overwritten = accounts.overwrite(ann, "ticket 4711");
        AtomicInteger attempts = new AtomicInteger();
        Account modified = accounts.modify(
                ann.id(),
                row -> {
                    if (attempts.incrementAndGet() == 1) {
                        accounts.touch(row);
                    }
                    return row.withOwner("Bob");
                },
                Retry.upTo(2).withPauses(Duration.ZERO, Duration.ZERO));
        assertThat(accounts.tryUpdate(ann, Resolver.keepTheirs())).isInstanceOf(Conflict.class);
        accounts.delete(modified);
        assertThat(accounts.tryDelete(modified).isApplied()).isFalse();

        assertThat(anne.version()).isEqualTo(2);
        assertThat(merged.balance()).isEqualByComparingTo(BigDecimal.valueOf(11));
        assertThat(overwritten.version()).isEqualTo(4);
        assertThat(counted())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("ifmatch.writes outcome=written table=accounts verb=insert", 1.0),
                        Map.entry("ifmatch.writes outcome=written table=accounts verb=update", 2.0),
                        Map.entry("ifmatch.writes outcome=conflicted table=accounts verb=update", 3.0),
                        Map.entry("ifmatch.resolved table=accounts", 1.0),
                        Map.entry("ifmatch.writes outcome=written table=accounts verb=overwrite", 1.0),
                        Map.entry("ifmatch.overwritten table=accounts", 1.0),
                        Map.entry("ifmatch.writes outcome=written table=accounts verb=touch", 1.0),
                        Map.entry("ifmatch.writes outcome=conflicted table=accounts verb=patch", 1.0),
                        Map.entry("ifmatch.retries failure=ConflictException table=accounts", 1.0),
                        Map.entry("ifmatch.writes outcome=written table=accounts verb=patch", 1.0),
                        Map.entry("ifmatch.writes outcome=written table=accounts verb=delete", 1.0),
                        Map.entry("ifmatch.writes outcome=missed table=accounts verb=delete", 1.0))));
    }

    @Test
    void new_null() {
        assertThatThrownBy(() -> new MeterListener(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("registry must not be null");
    }
}
