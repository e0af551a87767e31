package io.github.ifmatch.examples.benchmarks.start;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured of one kind of JVM. Immutable.
 *
 * @param millis the median
 * @param low the shortest
 * @param high the longest
 * @param classes how many were loaded, the median
 */
record Figures(Kind kind, double millis, double low, double high, long classes) {

    private static final String HEADER = "jdk\tcds\tway\tmillis\tmillisLow\tmillisHigh\tclasses\n";

    static Figures of(Kind kind, List<FirstUpdate> measured) {
        List<Long> nanos = measured.stream().map(FirstUpdate::nanos).sorted().toList();
        List<Long> classes = measured.stream().map(FirstUpdate::classes).sorted().toList();
        return new Figures(
                kind,
                millis(median(nanos)),
                millis(nanos.get(0)),
                millis(nanos.get(nanos.size() - 1)),
                median(classes));
    }

    /** Of an even number of values, the higher one of the two in the middle. */
    private static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static double millis(long nanos) {
        return nanos / 1_000_000.0;
    }

    /** All of them, as tab-separated values with a header. */
    static String tsv(List<Figures> all) {
        return all.stream().map(Figures::row).collect(Collectors.joining("", HEADER, ""));
    }

    private String row() {
        return String.format(
                Locale.ROOT,
                "%s\t%s\t%s\t%.2f\t%.2f\t%.2f\t%d\n",
                kind.jdk().version(),
                kind.sharing().name().toLowerCase(Locale.ROOT),
                kind.way(),
                millis,
                low,
                high,
                classes);
    }

    /** A table in Markdown for each JDK: a row for each way, a column for each kind of sharing. */
    static String table(List<Figures> all) {
        Map<String, List<Figures>> byJdk = all.stream()
                .collect(Collectors.groupingBy(
                        figures -> figures.kind.jdk().version(), LinkedHashMap::new, Collectors.toList()));
        return byJdk.entrySet().stream()
                .map(jdk -> "JDK " + jdk.getKey() + ", milliseconds:\n\n" + ways(jdk.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String ways(List<Figures> all) {
        Map<String, List<Figures>> byWay = all.stream()
                .collect(Collectors.groupingBy(
                        figures -> figures.kind.way(), LinkedHashMap::new, Collectors.toList()));
        return byWay.entrySet().stream()
                .map(way -> "| " + way.getKey() + " | "
                        + way.getValue().stream().map(Figures::cells).collect(Collectors.joining(" | ")) + " |\n")
                .collect(Collectors.joining(
                        "",
                        """
                        | way | JDK's archive | classes | AppCDS | classes | no archive | classes |
                        |---|--:|--:|--:|--:|--:|--:|
                        """,
                        ""));
    }

    private String cells() {
        return String.format(Locale.ROOT, "%.1f (%.1f – %.1f) | %,d", millis, low, high, classes);
    }
}
