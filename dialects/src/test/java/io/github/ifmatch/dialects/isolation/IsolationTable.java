package io.github.ifmatch.dialects.isolation;

import static java.util.stream.Collectors.joining;

import io.github.ifmatch.testkit.isolation.Anomaly;
import io.github.ifmatch.testkit.isolation.Finding;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What became of each anomaly on each database: {@code isolation.tsv}, and what is drawn of it into docs/isolation.md. Immutable.
 */
record IsolationTable(List<Finding> findings) {

    static final Path FILE = Path.of("..", "dialects", "isolation.tsv");
    static final Path PAGE = Path.of("..", "docs", "isolation.md");

    private static final List<Path> REPORTS =
            List.of(Path.of("..", "core", "target", "isolation"), Path.of("target", "isolation"));

    /** Takes what the builds of core and of this module have found, leaves what they have not played, and draws the page anew. */
    public static void main(String[] arguments) throws IOException {
        IsolationTable table = read(FILE);
        for (Path folder : REPORTS) {
            table = table.with(folder);
        }
        Files.writeString(FILE, table.text());
        Files.writeString(PAGE, table.on(Files.readString(PAGE)));
        System.out.println(
                table.findings().size() + " lines in dialects/isolation.tsv, the tables in docs/isolation.md");
    }

    static IsolationTable read(Path file) throws IOException {
        return new IsolationTable(Files.exists(file) ? lines(file) : List.of());
    }

    private static List<Finding> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(Finding::of).toList();
    }

    /** With the reports in the folder in the place of what the same tests found before. */
    IsolationTable with(Path reports) throws IOException {
        List<Finding> all = new ArrayList<>(findings);
        if (Files.isDirectory(reports)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "*.tsv")) {
                for (Path file : files) {
                    List<Finding> newer = lines(file);
                    Set<String> tests = new HashSet<>(each(newer, Finding::test));
                    all.removeIf(finding -> tests.contains(finding.test()));
                    all.addAll(newer);
                }
            }
        }
        all.sort(Comparator.comparing(Finding::engine, String.CASE_INSENSITIVE_ORDER)); // levels as they were played
        return new IsolationTable(List.copyOf(all));
    }

    String text() {
        return Stream.concat(Stream.of(Finding.HEADER), findings.stream().map(Finding::line))
                .map(line -> line + "\n")
                .collect(joining());
    }

    /** The page with these tables in their places. */
    String on(String page) {
        return drawn(drawn(page, "isolation", promises()), "anomalies", databases());
    }

    private static String drawn(String page, String name, String table) {
        Matcher place = Pattern.compile("(?s)(<!-- results:" + name + " -->\n).*?(\n<!-- end -->)")
                .matcher(page);
        if (!place.find()) {
            throw new IllegalStateException("no place <!-- results:" + name + " --> … <!-- end --> in " + PAGE);
        }
        return place.replaceFirst(Matcher.quoteReplacement(place.group(1) + "\n" + table + place.group(2)));
    }

    /** What Ifmatch is for, of all databases in one table. */
    private String promises() {
        StringBuilder table = new StringBuilder(row(
                "database",
                "isolation",
                "lost update, by hand",
                "with Ifmatch",
                "over two transactions, by hand",
                "with Ifmatch",
                "write skew, by hand",
                "with Ifmatch's writes",
                "and `check`"));
        table.append("|---|---|---|---|---|---|---|---|---|\n");
        for (String database : each(findings, Finding::engine)) {
            for (String level : each(of(database), Finding::level)) {
                Finding lost = of(database, level, Anomaly.P4);
                Finding later = of(database, level, Anomaly.P4_LATER);
                Finding skew = of(database, level, Anomaly.G2_ITEM);
                table.append(row(
                        database,
                        level,
                        bold(lost.byHand()),
                        bold(lost.ifmatch()),
                        bold(later.byHand()),
                        bold(later.ifmatch()),
                        bold(skew.byHand()),
                        bold(skew.ifmatch()),
                        bold(skew.checked())));
            }
        }
        return table.toString();
    }

    /** Of each database a table of all anomalies. */
    private String databases() {
        return each(findings, Finding::engine).stream().map(this::database).collect(joining("\n"));
    }

    private String database(String engine) {
        List<String> levels = each(of(engine), Finding::level);
        StringBuilder table =
                new StringBuilder("### " + engine + " " + of(engine).get(0).version() + "\n\n");
        table.append(row(Stream.concat(Stream.of("anomaly"), levels.stream()).toArray(String[]::new)));
        table.append("|---".repeat(levels.size() + 1)).append("|\n");
        for (Anomaly anomaly : Anomaly.values()) {
            table.append(row(Stream.concat(
                            Stream.of(anomaly.code() + ": " + anomaly.title()),
                            levels.stream().map(level -> cell(of(engine, level, anomaly))))
                    .toArray(String[]::new)));
        }
        return table.toString();
    }

    /** One word where it is the same in every way. */
    private static String cell(Finding finding) {
        return finding.endings().stream().distinct().count() == 1
                ? bold(finding.byHand())
                : finding.endings().stream().map(IsolationTable::bold).collect(joining(" · "));
    }

    private static String bold(String ending) {
        return Finding.happens(ending) ? "**" + ending + "**" : ending;
    }

    private List<Finding> of(String engine) {
        return findings.stream()
                .filter(finding -> finding.engine().equals(engine))
                .toList();
    }

    private Finding of(String engine, String level, Anomaly anomaly) {
        return of(engine).stream()
                .filter(finding -> finding.level().equals(level) && finding.anomaly() == anomaly)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("nothing found of " + anomaly + " on " + engine + ", " + level));
    }

    private static List<String> each(List<Finding> findings, Function<Finding, String> value) {
        return findings.stream().map(value).distinct().toList();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
