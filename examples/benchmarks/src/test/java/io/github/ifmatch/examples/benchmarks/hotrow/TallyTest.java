package io.github.ifmatch.examples.benchmarks.hotrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the hot row's figures are made of. */
class TallyTest {

    @Test
    void percentiles() {
        Tally tally = new Tally();
        for (int i = 1; i <= 100; i++) {
            tally.add(i, i * 1_000_000L);
        }
        tally.add(0, 5);
        tally.lasted(2);

        assertThat(tally.calls()).isEqualTo(100);
        assertThat(tally.givenUp()).isEqualTo(1);
        assertThat(tally.perSecond()).isEqualTo(50);
        assertThat(tally.attempts(50)).isEqualTo(51);
        assertThat(tally.attempts(100)).isEqualTo(100);
        assertThat(tally.millis(100)).isEqualTo(100);
        assertThat(tally.percentOver(90)).isEqualTo(10);
    }

    @Test
    void crowd_everyCallIsTallied() throws Exception {
        AtomicInteger calls = new AtomicInteger();

        Tally tally = new Crowd(8, Duration.ofMillis(50)).hit(id -> calls.incrementAndGet() % 7, 1);

        assertThat(tally.calls() + tally.givenUp()).isEqualTo(calls.get());
        assertThat(tally.perSecond()).isPositive();
    }
}
