package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and after which pauses, something is tried again.
 *
 * <p>Before the n-th retry there is a random pause, of up to the first pause · 2ⁿ⁻¹, at most the longest one ("full jitter"). What is
 * retried always reads anew: a row that came from a client cannot be given to it.
 *
 * <p>Where one row is changed ({@code modify}, and {@code update} with a resolver) the last of several attempts locks the row before it
 * reads it, so that nobody can be faster. It waits for the lock as long as the database lets it, without a pause before. In {@link
 * Database#inTransaction(Retry, Database.Work)} and batches nothing is locked by it.
 *
 * <p>Immutable.
 */
public final class Retry {

    private static final int NEVER = Integer.MAX_VALUE;

    private static final int LAST = NEVER - 1;

    /** For transactions and batches: 5 attempts, the first included, pauses of up to 10 ms at first and 1 s at most, no deadline. */
    public static final Retry DEFAULT =
            new Retry(5, Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofSeconds(Long.MAX_VALUE), LAST);

    /**
     * What {@code modify}, and {@code update} with a resolver, do by default: 8 attempts, the first included and the last one locked,
     * pauses of up to 1 ms at first and 2 ms at most, no deadline.
     */
    public static final Retry ONE_ROW = upTo(8).withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

    /** The longest pause that is counted in nanoseconds, and has a next one. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE - 1);

    private final int attempts;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Duration deadline;
    private final int lockingFrom;

    private Retry(int attempts, Duration firstPause, Duration longestPause, Duration deadline, int lockingFrom) {
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.deadline = deadline;
        this.lockingFrom = lockingFrom;
    }

    /**
     * So many attempts, the first included, with the pauses of {@link #DEFAULT}.
     *
     * @throws IllegalArgumentException if {@code attempts} is below 1
     */
    public static Retry upTo(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
        }
        return new Retry(attempts, DEFAULT.firstPause, DEFAULT.longestPause, DEFAULT.deadline, DEFAULT.lockingFrom);
    }

    /**
     * Pauses of up to {@code first} before the first retry, twice that before the next, and so on up to {@code longest}.
     *
     * @throws IllegalArgumentException if {@code first} is negative, or longer than {@code longest}
     */
    public Retry withPauses(Duration first, Duration longest) {
        if (first.isNegative() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("first must be between 0 and longest (" + longest + "): " + first);
        }
        return new Retry(attempts, first, longest, deadline, lockingFrom);
    }

    /**
     * No attempt begins later than this after the first one began. Default: no deadline.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public Retry within(Duration limit) {
        if (requireNonNull(limit, "limit must not be null").isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        return new Retry(attempts, firstPause, longestPause, limit, lockingFrom);
    }

    /**
     * Locks the row from this attempt on, the first being 1; in the last of several attempts at the latest. Default: in that one only.
     *
     * <p>From 1 on it is pessimistic: each call waits for the lock, reads, writes and commits.
     *
     * @throws IllegalArgumentException if {@code attempt} is below 1
     */
    public Retry withLockingFrom(int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1: " + attempt);
        }
        return new Retry(attempts, firstPause, longestPause, deadline, Math.min(attempt, LAST));
    }

    /** Locks nothing: if others are faster at every attempt, it is given up. */
    public Retry withoutLocking() {
        return new Retry(attempts, firstPause, longestPause, deadline, NEVER);
    }

    /**
     * Whether the next attempt locks the row, where there is one row to lock.
     *
     * @param made the attempts already made
     */
    public boolean locks(int made) {
        boolean isLast = made > 0 && made + 1 == attempts;
        return lockingFrom != NEVER && (isLast || made + 1 >= lockingFrom);
    }

    /** The attempts, the first included. */
    public int attempts() {
        return attempts;
    }

    /**
     * Whether there shall be a next attempt at once; false, too, if the thread is interrupted.
     *
     * @param made the attempts already made
     * @param elapsed the time since the first one began
     */
    public boolean allows(int made, Duration elapsed) {
        return made < attempts
                && elapsed.compareTo(deadline) <= 0
                && !Thread.currentThread().isInterrupted();
    }

    /**
     * Pauses before the next attempt.
     *
     * @param made the attempts already made
     * @param elapsed the time since the first one began
     * @return whether there shall be a next attempt; false, too, if the thread is interrupted, whose flag stays set
     */
    public boolean pause(int made, Duration elapsed) {
        long pause = pauseNanos(made);
        if (!allows(made, elapsed.plusNanos(pause))) {
            return false;
        }
        try {
            Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A random pause after so many attempts: up to the first pause, doubled each time, at most the longest. */
    long pauseNanos(int made) {
        int doublings = Math.min(made - 1, 20);
        boolean isLongest = firstPause.compareTo(longestPause.dividedBy(1L << doublings)) > 0;
        Duration bound = isLongest ? longestPause : firstPause.multipliedBy(1L << doublings);
        return ThreadLocalRandom.current().nextLong(nanos(bound) + 1);
    }

    /** Longer than 292 years is as good as 292 years. */
    private static long nanos(Duration bound) {
        return bound.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : bound.toNanos();
    }

    /** Names the attempts and the pauses, and which attempts lock, if it is not the last one. */
    @Override
    public String toString() {
        String locking =
                lockingFrom == LAST ? "" : lockingFrom == NEVER ? ", unlocked" : ", locked from " + lockingFrom;
        return "Retry[" + attempts + " attempts, pauses from " + firstPause + " to " + longestPause + locking + "]";
    }
}
