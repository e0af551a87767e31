package io.github.ifmatch.examples.benchmarks.hotrow;

import java.util.Arrays;

/**
 * What came of one way: calls, attempts and times. For one thread at a time.
 *
 * <p>Attempts and microseconds are kept one by one, so percentiles are exact.
 */
final class Tally {

    private int[] attempts = new int[1 << 12];
    private int[] micros = new int[1 << 12];
    private int calls;
    private int givenUp;
    private double seconds;

    void add(int attemptsMade, long nanos) {
        if (attemptsMade == 0) {
            givenUp++;
            return;
        }
        if (calls == attempts.length) {
            attempts = Arrays.copyOf(attempts, 2 * calls);
            micros = Arrays.copyOf(micros, 2 * calls);
        }
        attempts[calls] = attemptsMade;
        micros[calls] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
        calls++;
    }

    /** Adds another tally's calls, and its time. */
    void addAll(Tally other) {
        for (int i = 0; i < other.calls; i++) {
            add(other.attempts[i], other.micros[i] * 1_000L);
        }
        givenUp += other.givenUp;
        seconds += other.seconds;
    }

    void lasted(double moreSeconds) {
        seconds += moreSeconds;
    }

    int calls() {
        return calls;
    }

    int givenUp() {
        return givenUp;
    }

    /** Changes that were made, per second. */
    double perSecond() {
        return calls / seconds;
    }

    int attempts(double percentile) {
        return at(attempts, percentile);
    }

    /** How many of the changes took more attempts than that, in percent. */
    double percentOver(int limit) {
        long over =
                Arrays.stream(attempts, 0, calls).filter(made -> made > limit).count();
        return calls == 0 ? 0 : 100.0 * over / calls;
    }

    double millis(double percentile) {
        return at(micros, percentile) / 1_000.0;
    }

    private int at(int[] values, double percentile) {
        int[] sorted = Arrays.copyOf(values, calls);
        Arrays.sort(sorted);
        return calls == 0 ? 0 : sorted[Math.min(calls - 1, (int) (calls * percentile / 100))];
    }
}
