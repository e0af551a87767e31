package io.github.ifmatch.testkit.fault;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What waits until it is released, at most a minute. Thread-safe. */
public final class Hold {

    private static final int SECONDS = 60;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Hold() {}

    /** Waits until something is held, at most a minute. */
    public void awaitReached() throws InterruptedException {
        await(reached, "nothing was held");
    }

    /** Lets go what is held, and whatever comes from now on. */
    public void release() {
        released.countDown();
    }

    void pass() throws InterruptedException {
        reached.countDown();
        await(released, "it was not released");
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(otherwise + " within " + SECONDS + " s");
        }
    }
}
