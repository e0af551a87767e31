package io.github.ifmatch.examples.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** The batches of a run as Markdown: each way's time as a ratio to executeBatch by hand. Medians. Immutable. */
record BatchTable(Collection<RunResult> results) {

    static boolean isBatch(RunResult result) {
        return result.getParams().getParamsKeys().contains("way");
    }

    String markdown() {
        Map<String, Map<String, Double>> byCase = new LinkedHashMap<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            String name = benchmark.substring(benchmark.lastIndexOf('.') + 1) + ", "
                    + result.getParams().getParam("rows") + " rows";
            byCase.computeIfAbsent(name, key -> new LinkedHashMap<>())
                    .put(
                            result.getParams().getParam("way"),
                            result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        StringBuilder table = new StringBuilder("| batch | way | time, µs | ratio |\n|---|---|--:|--:|\n");
        byCase.forEach((name, times) -> times.forEach((way, micros) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %.2f |%n",
                name,
                way,
                micros,
                micros / times.getOrDefault("executeBatch", Double.NaN)))));
        return table.toString();
    }
}
