package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many attempts, how long the pauses, when it ends. */
class RetryTest {

    private static final Retry UNPAUSED = Retry.upTo(3).withPauses(Duration.ZERO, Duration.ZERO);

    @Test
    void upTo_belowOne() {
        assertThatThrownBy(() -> Retry.upTo(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attempts must be at least 1: 0");
    }

    @Test
    void withPauses_outOfOrder() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> Retry.DEFAULT.withPauses(second.plusNanos(1), second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first must be between 0 and longest (PT1S): PT1.000000001S");
        assertThatThrownBy(() -> Retry.DEFAULT.withPauses(Duration.ofNanos(-1), second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first must be between 0 and longest (PT1S): PT-0.000000001S");
    }

    @Test
    void within_notPositive() {
        assertThatThrownBy(() -> Retry.DEFAULT.within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be positive: PT0S");
    }

    @Test
    void defaults() {
        assertThat(Retry.DEFAULT.attempts()).isEqualTo(5);
        assertThat(Retry.DEFAULT).hasToString("Retry[5 attempts, pauses from PT0.01S to PT1S]");
        assertThat(Retry.upTo(2).withPauses(Duration.ZERO, Duration.ofMillis(3)))
                .hasToString("Retry[2 attempts, pauses from PT0S to PT0.003S]");
    }

    @Test
    void locks_theLastOfSeveral() {
        assertThat(Retry.ONE_ROW.attempts()).isEqualTo(8);
        assertThat(Retry.ONE_ROW).hasToString("Retry[8 attempts, pauses from PT0.001S to PT0.002S]");
        assertThat(Retry.ONE_ROW.locks(6)).isFalse();
        assertThat(Retry.ONE_ROW.locks(7)).isTrue();
        assertThat(Retry.upTo(2).within(Duration.ofSeconds(1)).locks(1)).isTrue();
        assertThat(Retry.upTo(1).locks(0)).isFalse();
    }

    @Test
    void withLockingFrom_onwards() {
        Retry retry = UNPAUSED.withLockingFrom(2);

        assertThat(retry.locks(0)).isFalse();
        assertThat(retry.locks(1)).isTrue();
        assertThat(retry.locks(2)).isTrue();
        assertThat(UNPAUSED.withLockingFrom(Integer.MAX_VALUE).locks(2)).isTrue();
        assertThat(Retry.upTo(1).withLockingFrom(1).locks(0)).isTrue();
        assertThat(retry).hasToString("Retry[3 attempts, pauses from PT0S to PT0S, locked from 2]");
    }

    @Test
    void withLockingFrom_belowOne() {
        assertThatThrownBy(() -> UNPAUSED.withLockingFrom(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attempt must be at least 1: 0");
    }

    @Test
    void withoutLocking_never() {
        Retry retry = UNPAUSED.withLockingFrom(1).withoutLocking();

        assertThat(retry.locks(0)).isFalse();
        assertThat(retry.locks(2)).isFalse();
        assertThat(retry).hasToString("Retry[3 attempts, pauses from PT0S to PT0S, unlocked]");
    }

    @Test
    void pause_untilTheAttemptsAreMade() {
        assertThat(UNPAUSED.pause(1, Duration.ZERO)).isTrue();
        assertThat(UNPAUSED.pause(2, Duration.ZERO)).isTrue();
        assertThat(UNPAUSED.pause(3, Duration.ZERO)).isFalse();
        assertThat(Retry.upTo(1).pause(1, Duration.ZERO)).isFalse();
    }

    @Test
    void pause_notBeyondTheDeadline() {
        Retry retry = UNPAUSED.within(Duration.ofSeconds(1));

        assertThat(retry.pause(1, Duration.ofSeconds(1))).isTrue();
        assertThat(retry.pause(1, Duration.ofSeconds(1).plusNanos(1))).isFalse();
    }

    /** Full jitter: anything between nothing and the cap, which doubles up to the longest. */
    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "3, 40", "7, 640", "8, 1000", "1000, 1000"})
    void pauseNanos_fullJitter(int made, int capMillis) {
        long cap = TimeUnit.MILLISECONDS.toNanos(capMillis);

        long[] pauses = LongStream.generate(() -> Retry.DEFAULT.pauseNanos(made))
                .limit(1_000)
                .toArray();

        assertThat(LongStream.of(pauses).max().orElseThrow()).isBetween(cap * 9 / 10, cap);
        assertThat(LongStream.of(pauses).min().orElseThrow()).isBetween(0L, cap / 10);
        assertThat(LongStream.of(pauses).average().orElseThrow()).isBetween(cap * 0.4, cap * 0.6);
    }

    @Test
    void pauseNanos_longPauses() {
        Duration day = Duration.ofDays(1);
        Retry retry = Retry.upTo(100).withPauses(day, Duration.ofDays(365 * 100));

        for (int made = 1; made < 100; made++) {
            assertThat(retry.pauseNanos(made)).isNotNegative();
        }
        long longest = LongStream.generate(() -> retry.pauseNanos(2))
                .limit(1_000)
                .max()
                .orElseThrow();
        assertThat(longest).isBetween(day.toNanos(), 2 * day.toNanos());
    }

    @Test
    void pause_alreadyInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(UNPAUSED.pause(1, Duration.ZERO)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void pause_interruptedMeanwhile() throws Exception {
        Retry retry = Retry.upTo(2).withPauses(Duration.ofDays(1), Duration.ofDays(1));
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            boolean again = retry.pause(1, Duration.ZERO);
            answer.complete(again + ", interrupted: " + Thread.currentThread().isInterrupted());
        });
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        waiting.interrupt();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("false, interrupted: true");
    }

    /** No attempt begins beyond the deadline, so the failure itself is told. */
    @Test
    void pauses_ofCenturies() {
        Duration century = Duration.ofDays(365 * 300);
        Retry retry = Retry.upTo(3).withPauses(century, Duration.ofSeconds(Long.MAX_VALUE));

        for (int made = 1; made < 100; made++) {
            assertThat(retry.pauseNanos(made)).isNotNegative();
        }
        assertThat(retry.within(Duration.ofNanos(1)).pause(1, Duration.ZERO)).isFalse();
        assertThat(UNPAUSED.within(Duration.ofSeconds(Long.MAX_VALUE)).pause(1, century.multipliedBy(100)))
                .isTrue();
    }

    @Test
    void deadline_noneByDefault() {
        assertThat(UNPAUSED.pause(1, Duration.ofDays(365 * 1_000))).isTrue();
    }
}
