package io.github.ifmatch.examples.benchmarks.pictures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the ways of a workload take, as ratios to hand-written JDBC: a picture for each workload and database. Immutable. */
record PeerResults(List<Tsv.Row> rows) {

    private static final Comparator<Tsv.Row> SHORTEST = Comparator.comparingDouble(row -> row.number("ratio"));

    /** Where there is nothing to tell. */
    private static final String NONE = "–";

    List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        contests().forEach(contest -> charts.add(contest.chart()));
        return charts;
    }

    private List<Contest> contests() {
        List<Contest> contests = new ArrayList<>();
        Tables.by("workload", rows)
                .forEach((workload, some) -> Tables.by("database", some)
                        .forEach((database, ways) -> contests.add(new Contest(
                                workload,
                                database,
                                ways.stream()
                                        .filter(PeerResults::takesPart)
                                        .sorted(SHORTEST)
                                        .toList(),
                                ways.stream().filter(row -> !takesPart(row)).toList()))));
        return contests;
    }

    private static boolean takesPart(Tsv.Row row) {
        return !row.text("ratio").equals(NONE);
    }

    /** A workload's ways on a database, the fastest first, and those that take no part. Immutable. */
    private record Contest(String workload, String database, List<Tsv.Row> ways, List<Tsv.Row> absent) {

        Chart chart() {
            return new Chart(
                    Names.file(workload) + "-" + Names.file(database),
                    Names.title(workload),
                    Names.database(database) + "; time as a ratio to JDBC by hand, less is better",
                    1,
                    ways.stream().map(Contest::bar).toList());
        }

        private static Chart.Bar bar(Tsv.Row row) {
            return new Chart.Bar(
                    row.text("way"),
                    row.number("ratio"),
                    row.number("ratioLow"),
                    row.number("ratioHigh"),
                    hundredths(row.number("ratio")));
        }

        String table() {
            StringBuilder table = new StringBuilder(
                    """
                    | way | time | low – high | µs each | statements | round trips | bytes | answers |
                    |---|--:|--:|--:|--:|--:|--:|---|
                    """);
            ways.forEach(row -> table.append("| ")
                    .append(Tables.way(row.text("way")))
                    .append(String.format(
                            Locale.ROOT,
                            " | %.2f | %.2f – %.2f | %.2f | %s | %s | %s | %s |\n",
                            row.number("ratio"),
                            row.number("ratioLow"),
                            row.number("ratioHigh"),
                            row.number("microsPerOperation"),
                            row.text("statements"),
                            row.text("roundTrips"),
                            row.text("bytes"),
                            answers(row))));
            absent.forEach(row -> table.append("| ")
                    .append(row.text("way"))
                    .append(" | – | – | – | – | – | – | takes no part: ")
                    .append(row.text("note"))
                    .append(" |\n"));
            return table.toString();
        }

        private static String answers(Tsv.Row row) {
            String notes = row.text("note").isEmpty() ? "" : "; " + row.text("note");
            return (isYes(row, "answersRow") ? "row" : NONE) + (isYes(row, "perRowOutcome") ? ", outcome" : "") + notes;
        }

        /** The other libraries that take less time than we do. */
        List<String> faster() {
            Optional<Tsv.Row> ours = ways.stream()
                    .filter(row -> row.text("way").startsWith("Ifmatch"))
                    .findFirst();
            return ways.stream()
                    .filter(row -> ours.isPresent() && row.number("ratio") < ours.get().number("ratio"))
                    .filter(row -> !Tables.isByHand(row.text("way")))
                    .map(row -> "| " + Names.title(workload) + " | " + Names.database(database) + " | " + row.text("way")
                            + " | " + hundredths(row.number("ratio") / ours.orElseThrow().number("ratio")) + " | "
                            + answers(row) + " |\n")
                    .toList();
        }
    }

    private static boolean isYes(Tsv.Row row, String column) {
        return List.of("yes", "true").contains(row.text(column).toLowerCase(Locale.ROOT));
    }

    private static String hundredths(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    Section section() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<Contest>> workload : byWorkload().entrySet()) {
            text.append("### ").append(Names.title(workload.getKey())).append("\n\n");
            workload.getValue().forEach(contest -> text.append(Section.picture(contest.chart()))
                    .append('\n')
                    .append(contest.table())
                    .append('\n'));
        }
        return new Section("peers", text.isEmpty() ? "No results yet.\n" : text.toString());
    }

    private Map<String, List<Contest>> byWorkload() {
        return contests().stream()
                .collect(Collectors.groupingBy(
                        Contest::workload, LinkedHashMap::new, Collectors.toList()));
    }

    /** Where other libraries are faster. */
    Section losses() {
        List<String> lines =
                contests().stream().flatMap(contest -> contest.faster().stream()).toList();
        String table = "| work | database | faster | its time / Ifmatch's | it answers |\n|---|---|---|--:|---|\n"
                + String.join("", lines);
        return new Section("slower", lines.isEmpty() ? "Nowhere in these results.\n" : table);
    }
}
