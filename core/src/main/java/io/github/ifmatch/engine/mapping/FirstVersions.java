package io.github.ifmatch.engine.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The first versions of rows whose versions never come back: the clock's, in microseconds since the epoch. Thread-safe.
 *
 * <p>Each write of a row takes more than a microsecond and adds 1, so that a row does not overtake the clock, and the next row of
 * its id begins above it. Whatever the clock does, each first version is above all that this JVM has given to its id or seen end: a clock may
 * be coarse, or be set back. So it is where versions are times, each of which is the clock's, or later.
 *
 * <p>An insert takes its number before it is sent, and may be let in long after: while it waited, another insert of its id with a
 * later number may have made its row, and that row been deleted. So two numbers for one id are never neighbours: the row that comes
 * last reaches the other's versions after as many writes as lie between them, and not with its next one.
 */
final class FirstVersions {

    /** Since the JVM has started, and for all of its databases. */
    static final FirstVersions OF_THIS_JVM =
            new FirstVersions(() -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));

    /** One that is further ahead of the clock did not begin at one, and would leave no room above itself. */
    private static final long FURTHEST = Duration.ofDays(1).toNanos() / 1_000;

    /** Between two numbers for one id. One id may be used again a thousand times a second, and not overtake the clock. */
    static final int APART = 1_024;

    /** A power of two. Ids that share a place are apart, too, which does no harm. */
    private static final int PLACES = 4_096;

    private final LongSupplier clock;
    private final AtomicLong highest = new AtomicLong();
    private final AtomicLong given = new AtomicLong();
    private final AtomicLongArray highestOfPlace = new AtomicLongArray(PLACES);

    FirstVersions(LongSupplier clock) {
        this.clock = clock;
    }

    /** The first version of a row whose id was never used. */
    long next() {
        long least = tick();
        return given.updateAndGet(known -> Math.max(known + 1, least));
    }

    private long tick() {
        return highest.updateAndGet(known -> Math.max(known + 1, clock.getAsLong()));
    }

    /** The first version of a row of this id. */
    long next(IdKey id) {
        long least = tick();
        long next = highestOfPlace.updateAndGet(place(id), known -> Math.max(known + APART, least));
        given.accumulateAndGet(next, Math::max);
        return next;
    }

    private static int place(IdKey id) {
        int hash = id.looseHash();
        return (hash ^ (hash >>> 12) ^ (hash >>> 24)) & (PLACES - 1);
    }

    /** A row was deleted at this version: all begin above it. */
    void ended(long version) {
        if (version > highest.get() && version - clock.getAsLong() < FURTHEST) {
            highest.accumulateAndGet(version, Math::max);
        }
    }

    /** A row of this id was deleted at this version: those of the id begin above it, and others at the clock. */
    void ended(IdKey id, long version) {
        if (version - clock.getAsLong() < FURTHEST) {
            highestOfPlace.accumulateAndGet(place(id), version, Math::max);
        }
    }
}
