package io.github.ifmatch.examples.lostupdates;

import static java.util.Objects.requireNonNullElse;

import io.github.ifmatch.VersionedRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Several editors and a repricing job at work on one catalogue for some seconds. Immutable. */
record Load(VersionedRepository<Product, String> products, Catalogue catalogue, int editors, Duration duration) {

    private static final List<String> NAMES = List.of("Ann", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hana");
    private static final String JOB = "the job";

    /** Where an edit comes from. */
    private interface Task {
        Edit next(String sku, String editor, Random random);
    }

    /** Runs it, the random choices the same each time, and gives what the editors were told. */
    Ledger run(Update update, Progress progress) {
        Ledger ledger = new Ledger();
        Editor editor = new Editor(products, update, Load::think, ledger);
        Shift shift = new Shift(duration);
        ExecutorService threads = Executors.newFixedThreadPool(editors + 1);
        try {
            List<Future<?>> work = new ArrayList<>();
            work.add(threads.submit(() -> work(editor, JOB, Edit::ofPrice, new Random(0), shift)));
            for (int i = 0; i < editors; i++) {
                String name = i < NAMES.size() ? NAMES.get(i) : "editor " + (i + 1);
                Random random = new Random(i + 1);
                work.add(threads.submit(() -> work(editor, name, Edit::ofStock, random, shift)));
            }
            progress.follow(ledger, shift);
            await(work);
            return ledger;
        } finally {
            threads.shutdownNow();
        }
    }

    private void work(Editor editor, String name, Task task, Random random, Shift shift) {
        try {
            while (shift.isOpen()) {
                editor.make(task.next(catalogue.anySku(random), name, random));
            }
        } finally {
            shift.close();
        }
    }

    /** From 2 to 8 ms. */
    private static void think() {
        LockSupport.parkNanos(
                TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextLong(2_000, 8_000)));
    }

    private static void await(List<Future<?>> work) {
        try {
            for (Future<?> each : work) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new Failure("an editor had to stop: "
                    + requireNonNullElse(e.getCause(), e).getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }
}
