package io.github.ifmatch.examples.benchmarks.hotrow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that all hit one row, as fast as they can, for some time. Immutable. */
record Crowd(int threads, Duration duration) {

    /** Lets them go one way. */
    Tally hit(Way way, long id) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Tally>> each = new ArrayList<>();
            long before = System.nanoTime();
            for (int i = 0; i < threads; i++) {
                each.add(executor.submit(() -> {
                    start.await();
                    return hitUntilTheEnd(way, id);
                }));
            }
            Tally all = new Tally();
            for (Future<Tally> one : each) {
                all.addAll(one.get());
            }
            all.lasted((System.nanoTime() - before) / 1e9);
            return all;
        } finally {
            executor.shutdownNow();
        }
    }

    private Tally hitUntilTheEnd(Way way, long id) {
        Tally tally = new Tally();
        long end = System.nanoTime() + duration.toNanos();
        for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
            int attempts = way.hit(id);
            tally.add(attempts, System.nanoTime() - before);
        }
        return tally;
    }
}
