package io.github.ifmatch.examples.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks the model in all its worlds, finds all that is planted, and draws the tables of docs/reliability.md. Thread-safe. */
public final class Model {

    /** From the folder of this module, as Maven runs tests and programs. */
    static final Path FOLDER = Path.of("src", "main", "promela");

    static final Path PAGE = Path.of("..", "..", "docs", "reliability.md");

    /** Two at a time, as on a machine of two cores. */
    private static final int AT_ONCE = 2;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Model() {}

    /** Exits with 1 if anything came otherwise than it must; then the page stays as it was. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (!Spin.missing().isEmpty()) {
            System.out.println("Not installed: " + String.join(", ", Spin.missing()) + " (Debian: apt-get install spin gcc)");
            System.exit(2);
        }
        long start = System.nanoTime();
        List<Checked> worlds = check(Checks.WORLDS);
        List<Checked> faults = check(Checks.FAULTS);
        List<Checked> limits = check(Checks.LIMITS);
        double seconds = (System.nanoTime() - start) / 1e9;
        ModelTable table = new ModelTable(worlds, faults, limits, seconds, new Spin(FOLDER, LIMIT).version());
        System.out.print(table.summary());
        if (!table.isAsExpected()) {
            System.exit(1);
        }
        Files.writeString(PAGE, table.on(Files.readString(PAGE)));
    }

    /** Runs these, and prints a line about each as soon as those before it are done. */
    static List<Checked> check(List<Check> checks) throws InterruptedException, ExecutionException {
        Spin spin = new Spin(FOLDER, LIMIT);
        ExecutorService runners = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Checked>> running = new ArrayList<>();
            checks.forEach(check -> running.add(runners.submit(() -> spin.check(check))));
            List<Checked> checked = new ArrayList<>();
            for (Future<Checked> each : running) {
                checked.add(each.get());
                System.out.println(Spin.line(each.get()));
            }
            return checked;
        } finally {
            runners.shutdownNow();
        }
    }
}
