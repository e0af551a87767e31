package io.github.ifmatch.examples.benchmarks.start;

import io.github.ifmatch.examples.benchmarks.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each library takes from its first call to the end of its first versioned update, and how many classes are loaded meanwhile:
 * on this JDK and on JDK 25 where there is one; with the JDK's own class data archive, with one of the application's classes, too, and
 * without any.
 *
 * <p>Each time is measured in a fresh JVM ({@link FirstUpdate}), one of each kind in turns. Argument: how many of each, or {@code none},
 * which ends at once. Default: 10. Writes {@code target/start.tsv} and {@code target/start.md}. For one thread at a time.
 */
public final class Start {

    private static final Path TARGET = Path.of("target");

    private final PrintStream out;
    private final int rounds;

    Start(PrintStream out, int rounds) {
        this.out = out;
        this.rounds = rounds;
    }

    /** Runs it; exits with 1 if a JVM failed, with 2 if the argument is none that there is. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds;
        try {
            rounds = rounds(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (rounds > 0) {
            new Start(out, rounds).run(Kind.all(Jdk.found(), Way.NAMES), TARGET);
        }
    }

    static int rounds(String[] arguments) {
        if (arguments.length == 0) {
            return 10;
        }
        boolean isNumber = arguments[0].matches("[1-9][0-9]{0,3}");
        if (arguments.length > 1 || !(isNumber || arguments[0].equals("none"))) {
            throw new IllegalArgumentException("the argument must be how many JVMs of each kind to start, at least 1, or none: "
                    + String.join(" ", arguments));
        }
        return isNumber ? Integer.parseInt(arguments[0]) : 0;
    }

    void run(List<Kind> kinds, Path target) throws IOException, InterruptedException {
        Launcher launcher = Launcher.in(target.resolve("start"));
        for (Kind kind : kinds) {
            launcher.archive(kind);
        }
        Map<Kind, List<FirstUpdate>> measured = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : kinds) {
                measured.computeIfAbsent(kind, unused -> new ArrayList<>()).add(launcher.measure(kind));
            }
        }
        List<Figures> figures = measured.entrySet().stream()
                .map(entry -> Figures.of(entry.getKey(), entry.getValue()))
                .toList();
        write(figures, target);
    }

    private void write(List<Figures> figures, Path target) throws IOException {
        String page = Machine.describe() + ", " + rounds + " JVMs of each kind\n\n" + Figures.table(figures);
        Files.writeString(target.resolve("start.tsv"), Figures.tsv(figures));
        Files.writeString(target.resolve("start.md"), page);
        out.print(page);
    }
}
