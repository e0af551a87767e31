package io.github.ifmatch.examples.snippets;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Tasks that wait for each other: each on a thread of its own, for the common pool may have only one. */
final class Threads {

    private static final Executor EACH_ITS_OWN = task -> new Thread(task).start();

    private Threads() {}

    static CompletableFuture<Void> run(Runnable task) {
        return CompletableFuture.runAsync(task, EACH_ITS_OWN);
    }

    static <T> CompletableFuture<T> supply(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, EACH_ITS_OWN);
    }
}
