package io.github.ifmatch.examples.lostupdates;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time in which everybody works: over when it has passed, or when the first has to stop. Thread-safe. */
final class Shift {

    private final long start = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Duration duration;

    Shift(Duration duration) {
        this.duration = duration;
    }

    Duration duration() {
        return duration;
    }

    boolean isOpen() {
        return closed.getCount() > 0 && leftUntil(duration) > 0;
    }

    void close() {
        closed.countDown();
    }

    /** Waits until so much of the shift has passed; false if it is over before. */
    boolean awaits(Duration elapsed) {
        try {
            boolean isClosed = closed.await(leftUntil(elapsed), TimeUnit.NANOSECONDS);
            return !isClosed && isOpen();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long leftUntil(Duration elapsed) {
        return start + elapsed.toNanos() - System.nanoTime();
    }
}
