package io.github.ifmatch.dialects;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of the databases that keep the contract: {@code engines.tsv}, a line for each test class, and what is drawn of it into
 * docs/dialects.md. Immutable.
 */
record EngineTable(List<Line> lines) {

    static final Path FILE = Path.of("engines.tsv");
    static final Path PAGE = Path.of("..", "docs", "dialects.md");

    private static final List<Path> REPORTS =
            List.of(Path.of("..", "core", "target", "engines"), Path.of("target", "engines"));

    private static final Pattern PLACE = Pattern.compile("(?s)(<!-- results:engines -->\n).*?(\n<!-- end -->)");

    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    /** What the contract's report says of one test class. */
    record Line(List<String> values) {

        private static final List<String> NAMES = List.of(
                "test",
                "database",
                "engine",
                "version",
                "driver",
                "driverVersion",
                "dialect",
                "isolation",
                "tests",
                "passed",
                "gated",
                "failed",
                "lacks");

        Line {
            if (values.size() != NAMES.size()) {
                throw new IllegalArgumentException(
                        values.size() + " values under " + NAMES.size() + " names: " + values);
            }
        }

        static Line of(String text) {
            return new Line(List.of(text.split("\t", -1)));
        }

        String get(String name) {
            return values.get(NAMES.indexOf(name));
        }

        String text() {
            return String.join("\t", values);
        }
    }

    /** Takes what the builds of core and of this module have reported, leaves what they have not, and draws the table anew. */
    public static void main(String[] arguments) throws IOException {
        EngineTable table = read(FILE);
        for (Path folder : REPORTS) {
            table = table.with(folder);
        }
        Files.writeString(FILE, table.text());
        Files.writeString(PAGE, table.on(Files.readString(PAGE)));
        System.out.println(table.lines().size() + " lines in dialects/engines.tsv, the table in docs/dialects.md");
    }

    static EngineTable read(Path file) throws IOException {
        return new EngineTable(
                Files.readAllLines(file).stream().skip(1).map(Line::of).toList());
    }

    /** Whether an older build has left the file, which had not the same columns. */
    private static boolean isOutdated(Path file) throws IOException {
        return !Files.readAllLines(file).get(0).equals(String.join("\t", Line.NAMES));
    }

    /**
     * With the reports in the folder in the place of older ones, and without what has failed since; those of Jdbi repeat what is here.
     */
    EngineTable with(Path reports) throws IOException {
        Map<String, Line> byTest = new TreeMap<>();
        lines.forEach(line -> byTest.put(line.get("test"), line));
        if (Files.isDirectory(reports)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "*.tsv")) {
                for (Path file : files) {
                    if (!isOutdated(file)) {
                        read(file).lines().forEach(line -> byTest.put(line.get("test"), line));
                    }
                }
            }
        }
        return new EngineTable(byTest.values().stream()
                .filter(line ->
                        line.get("failed").equals("0") && !line.get("database").startsWith("Jdbi"))
                .sorted(Comparator.comparing((Line line) -> line.get("engine"), String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(line -> padded(line.get("version")))
                        .thenComparing(line -> line.get("driver"))
                        .thenComparing(line -> line.get("dialect"))
                        .thenComparing(line -> line.get("isolation"))
                        .thenComparing(line -> line.get("test")))
                .toList());
    }

    /** So that version 9 comes before version 10. */
    private static String padded(String version) {
        return NUMBERS.matcher(version).replaceAll(number -> String.format("%06d", Integer.parseInt(number.group())));
    }

    String text() {
        return String.join("\t", Line.NAMES) + "\n"
                + lines.stream().map(line -> line.text() + "\n").collect(joining());
    }

    /** The page with this table in its place. */
    String on(String page) {
        Matcher place = PLACE.matcher(page);
        if (!place.find()) {
            throw new IllegalStateException("no place <!-- results:engines --> … <!-- end --> in " + PAGE);
        }
        return place.replaceFirst(
                Matcher.quoteReplacement(place.group(1) + "\n" + counts() + "\n" + lacks() + place.group(2)));
    }

    private String counts() {
        return "| database | version | driver | dialect | isolation | tests | passed | gated |\n|---|---|---|---|---|--:|--:|--:|\n"
                + lines.stream()
                        .map(line -> row(
                                line.get("engine"),
                                line.get("version"),
                                line.get("driver") + " " + line.get("driverVersion"),
                                line.get("dialect"),
                                line.get("isolation"),
                                line.get("tests"),
                                line.get("passed"),
                                line.get("gated")))
                        .collect(joining());
    }

    /** Alike for several versions of a database, mostly. */
    private String lacks() {
        Map<String, List<String>> byDatabase = lines.stream()
                .collect(groupingBy(
                        line -> line.get("engine") + "\t" + line.get("dialect") + "\t" + line.get("lacks"),
                        TreeMap::new,
                        mapping(this::edition, toList())));
        return "| database | versions | dialect | lacks, so that tests are gated |\n|---|---|---|---|\n"
                + byDatabase.entrySet().stream()
                        .map(entry -> {
                            String[] key = entry.getKey().split("\t", -1);
                            return row(
                                    key[0],
                                    String.join(", ", entry.getValue()),
                                    key[1],
                                    key[2].isEmpty() ? "nothing" : code(key[2]));
                        })
                        .collect(joining());
    }

    /** The version, with what tells the line from others of that version in the dialect. */
    private String edition(Line line) {
        boolean isAlone = lines.stream()
                        .filter(other -> Stream.of("engine", "version", "dialect")
                                .allMatch(name -> other.get(name).equals(line.get(name))))
                        .count()
                == 1;
        return line.get("version") + (isAlone ? "" : " (" + line.get("driver") + ", " + line.get("isolation") + ")");
    }

    private static String code(String features) {
        return "`" + features.replace(" ", "`, `") + "`";
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
