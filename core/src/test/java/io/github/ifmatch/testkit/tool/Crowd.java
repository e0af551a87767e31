package io.github.ifmatch.testkit.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several threads that begin together, and whose end is waited for, at most a minute. */
public final class Crowd {

    private static final int SECONDS = 60;

    private Crowd() {}

    /** What one of the threads does. */
    public interface Task<T> {
        T run(int thread) throws Exception;
    }

    /** What each thread answered, in the order of the threads; or what the first of them threw. */
    public static <T> List<T> of(int threads, Task<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                answers.add(pool.submit(() -> {
                    start.await(SECONDS, TimeUnit.SECONDS);
                    return task.run(thread);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> answer : answers) {
                results.add(answer.get(SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits for the others at a barrier, at most a minute. */
    public static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
