package io.github.ifmatch.examples.benchmarks.pictures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long the first update takes: a picture for each JDK and kind of class data sharing, a table for each JDK. Immutable. */
record StartResults(List<Tsv.Row> rows) {

    private static final Map<String, String> SHARING = Map.of(
            "default", "the JDK's own classes from its archive, as by default",
            "application", "the application's classes from an archive, too (AppCDS)",
            "off", "no archive of classes");

    /** The pictures of the kinds that applications have: not of that without any archive. */
    List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        Tables.by("jdk", rows)
                .forEach((jdk, ofJdk) -> Tables.by("cds", ofJdk).forEach((cds, some) -> {
                    if (!cds.equals("off")) {
                        charts.add(chart(jdk, cds, some));
                    }
                }));
        return charts;
    }

    private static Chart chart(String jdk, String cds, List<Tsv.Row> rows) {
        return new Chart(
                "start-jdk-" + feature(jdk) + (cds.equals("default") ? "" : "-appcds"),
                "Start: set up, and update the first row",
                "JDK " + jdk + ", " + SHARING.get(cds) + "; milliseconds, less is better",
                0,
                rows.stream()
                        .sorted(Comparator.comparingDouble(row -> row.number("millis")))
                        .map(StartResults::bar)
                        .toList());
    }

    private static Chart.Bar bar(Tsv.Row row) {
        double millis = row.number("millis");
        return new Chart.Bar(
                row.text("way"), millis, row.number("millisLow"), row.number("millisHigh"), millis(millis) + " ms");
    }

    private static String feature(String jdk) {
        return jdk.contains(".") ? jdk.substring(0, jdk.indexOf('.')) : jdk;
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%,.0f", millis);
    }

    Section section() {
        StringBuilder text = new StringBuilder();
        List<Chart> charts = charts();
        Tables.by("jdk", rows).forEach((jdk, ofJdk) -> {
            text.append("### JDK ").append(jdk).append("\n\n");
            charts.stream()
                    .filter(chart -> chart.subtitle().startsWith("JDK " + jdk + ","))
                    .forEach(chart -> text.append(Section.picture(chart)).append('\n'));
            text.append(table(ofJdk)).append('\n');
        });
        return new Section("start", text.toString());
    }

    private static String table(List<Tsv.Row> rows) {
        StringBuilder table = new StringBuilder(
                """
                | way | JDK's archive, ms | AppCDS, ms | no archive, ms | classes loaded |
                |---|--:|--:|--:|--:|
                """);
        Tables.by("way", rows).entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        way -> one("default", way.getValue()).number("millis")))
                .forEach(way -> table.append("| ")
                        .append(Tables.way(way.getKey()))
                        .append(cell(one("default", way.getValue())))
                        .append(cell(one("application", way.getValue())))
                        .append(cell(one("off", way.getValue())))
                        .append(String.format(
                                Locale.ROOT,
                                " | %,d |\n",
                                (long) one("default", way.getValue()).number("classes"))));
        return table.toString();
    }

    private static String cell(Tsv.Row row) {
        return " | " + millis(row.number("millis")) + " (" + millis(row.number("millisLow")) + " – "
                + millis(row.number("millisHigh")) + ")";
    }

    private static Tsv.Row one(String cds, List<Tsv.Row> rows) {
        return rows.stream()
                .filter(row -> row.text("cds").equals(cds))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("start.tsv: no cds " + cds + " in " + rows));
    }
}
