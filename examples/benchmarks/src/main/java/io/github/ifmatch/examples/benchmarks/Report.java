package io.github.ifmatch.examples.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * A run as Markdown: for each workload and database, what Ifmatch and Jdbi take for each 1.00 of hand-written JDBC.
 *
 * <p>Times are medians over all iterations of all forks. Immutable.
 */
final class Report {

    private static final List<String> OTHERS = List.of("ifmatch", "jdbi");

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
    private record Figures(double micros, Optional<Double> bytes) {

        static Figures of(RunResult result) {
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            int operations = Math.max(1, result.getParams().getMeasurement().getBatchSize());
            return new Figures(
                    result.getPrimaryResult().getStatistics().getPercentile(50) / operations,
                    Optional.ofNullable(allocated)
                            .map(bytes -> bytes.getStatistics().getPercentile(50) / operations));
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(environment()).append('\n');
        text.append(
                "| workload | database | hand-written, µs | Ifmatch | Jdbi | hand-written, bytes | Ifmatch | Jdbi |\n");
        text.append("|---|---|--:|--:|--:|--:|--:|--:|\n");
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
        Optional<Figures> base = Optional.ofNullable(figures.get("handwritten"));
        StringBuilder row = new StringBuilder("| " + key.workload() + " | " + key.database());
        row.append(cell(base.map(Figures::micros), "%.2f"));
        OTHERS.forEach(other -> row.append(cell(ratio(base, figures.get(other)), "%.2f")));
        row.append(cell(base.flatMap(Figures::bytes), "%,.0f"));
        OTHERS.forEach(other -> row.append(cell(allocation(base, figures.get(other)), "%.2f")));
        return row + " |";
    }

    private static Optional<Double> ratio(Optional<Figures> base, @Nullable Figures other) {
        return other == null ? Optional.empty() : base.map(hand -> other.micros() / hand.micros());
    }

    private static Optional<Double> allocation(Optional<Figures> base, @Nullable Figures other) {
        return other == null
                ? Optional.empty()
                : base.flatMap(Figures::bytes).flatMap(hand -> other.bytes().map(bytes -> bytes / hand));
    }

    private static String cell(Optional<Double> figure, String format) {
        return " | "
                + figure.map(value -> String.format(Locale.ROOT, format, value)).orElse("–");
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
