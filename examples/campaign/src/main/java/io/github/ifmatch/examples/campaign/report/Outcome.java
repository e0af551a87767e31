package io.github.ifmatch.examples.campaign.report;

import io.github.ifmatch.examples.campaign.fault.FaultCounts;
import io.github.ifmatch.examples.campaign.soak.Samples;
import java.time.Duration;

/** What a run on one database came to. Immutable, but for its counts. */
public record Outcome(
        String database, String version, String blame, Tally tally, FaultCounts faults, Samples samples, Duration duration, long seed) {

    /** Writes of rows in a second. */
    public double writesPerSecond() {
        return tally.operations() / Math.max(0.001, duration.toMillis() / 1_000.0);
    }
}
