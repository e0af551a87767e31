package io.github.ifmatch.engine.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The first versions of rows whose versions never come back: the clock's, in microseconds since the epoch. Thread-safe.
 *
 * <p>Each write of a row takes more than a microsecond and adds 1, so that a row does not overtake the clock, and the next row of
 * its id begins above it. Whatever the clock does, each first version is above all that this JVM has given or seen end: a clock may
 * be coarse, or be set back.
 */
final class FirstVersions {

    /** Since the JVM has started, and for all of its databases. */
    static final FirstVersions OF_THIS_JVM =
            new FirstVersions(() -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));

    /** One that is further ahead of the clock did not begin at one, and would leave no room above itself. */
    private static final long FURTHEST = Duration.ofDays(1).toNanos() / 1_000;

    private final LongSupplier clock;
    private final AtomicLong highest = new AtomicLong();

    FirstVersions(LongSupplier clock) {
        this.clock = clock;
    }

    /** The first version of a row. */
    long next() {
        return highest.updateAndGet(known -> Math.max(known + 1, clock.getAsLong()));
    }

    /** A row was deleted at this version. */
    void ended(long version) {
        if (version > highest.get() && version - clock.getAsLong() < FURTHEST) {
            highest.accumulateAndGet(version, Math::max);
        }
    }
}
