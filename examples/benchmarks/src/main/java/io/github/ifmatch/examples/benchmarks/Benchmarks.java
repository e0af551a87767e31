package io.github.ifmatch.examples.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and reports them as ratios to hand-written JDBC.
 *
 * <p>The arguments are JMH's. Forks are taken in turns, one of each benchmark and then the next of each, so that what
 * else the machine does at some time does not fall on one side of a ratio alone. They wait for their compilers (-Xbatch), so
 * that compiled code is measured however busy the cores are.
 */
public final class Benchmarks {

    private static final int FORKS = 3;
    private static final Path JSON = Path.of("target", "benchmarks.json");
    private static final Path REPORT = Path.of("target", "benchmarks.md");

    private Benchmarks() {}

    /** Runs what the arguments choose; by default everything, with three forks. */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        CommandLineOptions options = new CommandLineOptions(arguments);
        if (options.shouldHelp()) {
            options.showHelp();
            return;
        }
        int forks = options.getForkCount().orElse(FORKS);
        Map<BenchmarkParams, List<BenchmarkResult>> results = new LinkedHashMap<>();
        for (int fork = 1; fork <= forks; fork++) {
            System.out.println("Fork " + fork + " of " + forks);
            for (RunResult result : new Runner(once(options)).run()) {
                results.computeIfAbsent(result.getParams(), key -> new ArrayList<>())
                        .addAll(result.getBenchmarkResults());
            }
        }
        List<RunResult> merged = results.entrySet().stream()
                .map(entry -> new RunResult(entry.getKey(), entry.getValue()))
                .toList();
        List<RunResult> batches = merged.stream().filter(BatchTable::isBatch).toList();
        List<RunResult> single =
                merged.stream().filter(result -> !BatchTable.isBatch(result)).toList();
        String tables = batches.isEmpty() ? "" : "\n" + new BatchTable(batches).markdown();
        write(merged, new Report(single, String.join(" ", arguments)).markdown() + tables);
    }

    private static Options once(CommandLineOptions options) {
        OptionsBuilder builder = new OptionsBuilder();
        builder.parent(options)
                .forks(1)
                .jvmArgsAppend("-Xbatch", "-D" + PostgresServer.URL + "=" + PostgresServer.url());
        return builder.addProfiler(MeterProfiler.class).build();
    }

    private static void write(Collection<RunResult> results, String report) throws IOException {
        Files.createDirectories(JSON.toAbsolutePath().getParent());
        try (PrintStream json = new PrintStream(JSON.toFile(), StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(results);
        }
        Files.writeString(REPORT, report);
        System.out.println();
        System.out.println(report);
        System.out.println("Also in " + REPORT + "; every figure in " + JSON + ".");
    }
}
