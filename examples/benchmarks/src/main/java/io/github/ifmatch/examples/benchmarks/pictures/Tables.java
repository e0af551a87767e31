package io.github.ifmatch.examples.benchmarks.pictures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What all tables share. Immutable. */
final class Tables {

    private Tables() {}

    /** A way's name, ours in bold. */
    static String way(String name) {
        return name.startsWith("Ifmatch") ? "**" + name + "**" : name;
    }

    static boolean isByHand(String way) {
        return way.toLowerCase(Locale.ROOT).contains("hand");
    }

    /** The rows by what they have in a column, in the order of the file. */
    static Map<String, List<Tsv.Row>> by(String column, List<Tsv.Row> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(row -> row.text(column), LinkedHashMap::new, Collectors.toList()));
    }
}
