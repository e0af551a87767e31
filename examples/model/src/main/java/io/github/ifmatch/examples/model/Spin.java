package io.github.ifmatch.examples.model;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs spin: it makes a C program of the model, which the compiler compiles, and which goes through all states. Thread-safe.
 *
 * @param model the folder of the model's files
 * @param limit how long each of the three steps may take
 */
record Spin(Path model, Duration limit) {

    /** Deeper than any path there is: a search that comes so far is not complete. */
    private static final int DEPTH = 200_000;

    /** A search that needs more memory is not complete. */
    private static final int MEGABYTES = 900;

    /** The programs that are needed, and missing. */
    static List<String> missing() {
        return Stream.of("spin", "gcc").filter(program -> !isOnPath(program)).toList();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The version, as spin says it. */
    String version() throws IOException, InterruptedException {
        return run(Path.of(""), List.of("spin", "-V")).strip();
    }

    /** Looks at every state of this world, or, where something was planted, until it is found. */
    Checked check(Check check) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ifmatch-model-");
        try {
            long start = System.nanoTime();
            String output = run(folder, generate(check)) + run(folder, compile(check));
            if (!output.isBlank()) {
                throw new IllegalStateException(check.title() + ": spin or the compiler complains:\n" + output);
            }
            String searched = run(folder, search(check));
            return Checked.of(check, searched, (System.nanoTime() - start) / 1e9);
        } finally {
            remove(folder);
        }
    }

    private List<String> generate(Check check) {
        List<String> command = new ArrayList<>(List.of("spin", "-DLINES"));
        check.definitions().forEach(definition -> command.add("-D" + definition));
        command.add("-a");
        command.add(model.resolve(check.file()).toAbsolutePath().toString());
        return command;
    }

    /** Unoptimized: the compiler would take longer than the search. COLLAPSE loses nothing. */
    private static List<String> compile(Check check) {
        return List.of(
                "gcc",
                "-O0",
                "-w",
                "-DNOFAIR",
                "-DCOLLAPSE",
                "-DMEMLIM=" + MEGABYTES,
                check.isForEnding() ? "-DNP" : "-DSAFETY",
                "-o",
                "pan",
                "pan.c");
    }

    private static List<String> search(Check check) {
        return check.isForEnding() ? List.of("./pan", "-l", "-m" + DEPTH) : List.of("./pan", "-m" + DEPTH);
    }

    private String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ifmatch-model-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        command.get(0) + " took longer than " + limit.toSeconds() + " s: " + String.join(" ", command));
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A line about it. */
    static String line(Checked checked) {
        return String.format(
                Locale.ROOT,
                "%-86s %d writers %,11d states, depth %,6d, %5.1f s  %s",
                checked.check().title(),
                checked.check().writers(),
                checked.states(),
                checked.depth(),
                checked.seconds(),
                checked.result());
    }
}
