package io.github.ifmatch.testkit.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Several threads that begin together, and whose end is waited for, at most a minute. For one thread at a time: the one that sends
 * them.
 */
public final class Crowd implements AutoCloseable {

    private static final int SECONDS = 60;

    private final int threads;
    private final CyclicBarrier start;
    private final ExecutorService pool;

    private Crowd(int threads) {
        this.threads = threads;
        this.start = new CyclicBarrier(threads);
        this.pool = Executors.newFixedThreadPool(threads);
    }

    /** What one of the threads does. */
    public interface Task<T> {
        T run(int thread) throws Exception;
    }

    /** Threads that are there already, for one task after the other: new ones come one by one, and the first is done too early. */
    public static Crowd warmed(int threads) throws Exception {
        Crowd crowd = new Crowd(threads);
        List<Integer> unused = crowd.run(thread -> thread);
        return crowd;
    }

    /** What each thread answered, in the order of the threads; or what the first of them threw. */
    public static <T> List<T> of(int threads, Task<T> task) throws Exception {
        try (Crowd crowd = new Crowd(threads)) {
            return crowd.run(task);
        }
    }

    /**
     * Lets each thread do the task once.
     *
     * @throws ExecutionException what the first of them threw, as its cause; the others are not waited for
     */
    public <T> List<T> run(Task<T> task) throws Exception {
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
    }

    /** Waits for the others at a barrier, at most a minute. */
    public static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Interrupts what is still running. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
