package io.github.ifmatch.examples.benchmarks.turns;

import io.github.ifmatch.examples.benchmarks.Fork;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A contest in some JVMs, one after the other. Immutable.
 *
 * @param out gets what a JVM printed that failed
 * @param program holds the contest; it prints a line for each way, in which tabs separate its figures
 * @param forks how many JVMs
 */
public record Forks(PrintStream out, Class<?> program, int forks) {

    /**
     * Methods are compiled before they go on, and after a tenth of the calls that a JVM waits for by default: so that all ways are
     * compiled when the warm-up ends, where an operation is slow, or a dozen libraries take part.
     */
    private static final List<String> OPTIONS = List.of("-Xbatch", "-XX:CompileThresholdScaling=0.1");

    /** The lines of each JVM, in the order of the ways; fewer JVMs than asked for if one failed, which is then told. */
    public List<List<String>> hold(String database, List<String> arguments) throws IOException, InterruptedException {
        List<List<String>> lines = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            List<String> told = new ArrayList<>();
            if (!Fork.run(database, OPTIONS, program, arguments, told::add)) {
                told.forEach(out::println);
                return lines;
            }
            lines.add(told.stream().filter(line -> line.contains("\t")).toList());
        }
        return lines;
    }
}
