package io.github.ifmatch.examples.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * A run as Markdown: for each workload and database, what Ifmatch (alone, and in Jdbi) and Jdbi take for each 1.00 of
 * hand-written JDBC.
 *
 * <p>CPU and bytes are the calling thread's: on H2 in memory the database is in them, on PostgreSQL only the client is.
 * All are medians over the iterations of all forks. Immutable.
 */
final class Report {

    private static final List<String> OTHERS = List.of("ifmatch", "ifmatch-jdbi", "jdbi");

    private final Collection<RunResult> results;
    private final String arguments;

    Report(Collection<RunResult> results, String arguments) {
        this.results = results;
        this.arguments = arguments;
    }

    /** What was measured, by library. */
    private record Case(String workload, String database) implements Comparable<Case> {

        static Case of(RunResult result) {
            String benchmark = result.getParams().getBenchmark();
            return new Case(
                    benchmark.substring(benchmark.lastIndexOf('.') + 1),
                    result.getParams().getParam("database"));
        }

        @Override
        public int compareTo(Case other) {
            int byDatabase = database.compareTo(other.database);
            return byDatabase == 0 ? workload.compareTo(other.workload) : byDatabase;
        }
    }

    /** One library's figures for one case. */
    private record Figures(double micros, double cpuMicros, double bytes) {

        static Figures of(RunResult result) {
            int batch = result.getParams().getMeasurement().getBatchSize();
            return new Figures(
                    result.getPrimaryResult().getStatistics().getPercentile(50) / batch,
                    median(result, MeterProfiler.CPU) / 1_000,
                    median(result, MeterProfiler.BYTES));
        }

        private static double median(RunResult result, String metered) {
            Result<?> figure = result.getSecondaryResults().get(metered);
            return figure == null ? Double.NaN : figure.getStatistics().getPercentile(50);
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(environment()).append('\n');
        text.append("| workload | database");
        List.of("time, µs", "CPU, µs", "bytes")
                .forEach(figure -> text.append(" | ").append(figure).append(" | Ifmatch | Ifmatch in Jdbi | Jdbi"));
        text.append(" |\n|---|---|")
                .append("--:|".repeat(3 * (1 + OTHERS.size())))
                .append('\n');
        byCase().forEach((key, figures) -> text.append(row(key, figures)).append('\n'));
        return text.toString();
    }

    private Map<Case, Map<String, Figures>> byCase() {
        Map<Case, Map<String, Figures>> cases = new TreeMap<>();
        for (RunResult result : results) {
            cases.computeIfAbsent(Case.of(result), key -> new TreeMap<>())
                    .put(result.getParams().getParam("library"), Figures.of(result));
        }
        return cases;
    }

    private static String row(Case key, Map<String, Figures> figures) {
        return "| " + key.workload() + " | " + key.database()
                + cells(figures, Figures::micros, "%.2f")
                + cells(figures, Figures::cpuMicros, "%.2f")
                + cells(figures, Figures::bytes, "%,.0f") + " |";
    }

    /** What hand-written JDBC takes, and for each other what it takes for each 1.00 of that. */
    private static String cells(Map<String, Figures> figures, ToDoubleFunction<Figures> figure, String format) {
        double base = value(figures.get("handwritten"), figure);
        StringBuilder cells = new StringBuilder(cell(base, format));
        OTHERS.forEach(other -> cells.append(cell(value(figures.get(other), figure) / base, "%.2f")));
        return cells.toString();
    }

    private static double value(@Nullable Figures figures, ToDoubleFunction<Figures> figure) {
        return figures == null ? Double.NaN : figure.applyAsDouble(figures);
    }

    private static String cell(double value, String format) {
        return " | " + (Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value));
    }

    private String environment() {
        return "JDK " + Runtime.version() + "; " + versions() + "\n\n" + Machine.describe() + "\n\n`mvn -q -Pbenchmarks"
                + (arguments.isEmpty() ? "" : " -Djmh.args=\"" + arguments + "\"") + "`\n";
    }

    private String versions() {
        List<String> versions = byCase().keySet().stream()
                .map(Case::database)
                .distinct()
                .map(Report::version)
                .toList();
        return String.join("; ", versions);
    }

    private static String version(String database) {
        try (Store store = Store.open(database)) {
            return store.version();
        }
    }
}
