package io.github.ifmatch.examples.benchmarks.pictures;

import java.util.Locale;
import java.util.Map;

/** How workloads and databases are called. Immutable. */
final class Names {

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("find", "find a row by its id"),
            Map.entry("change", "read a row, change it and write it, in one transaction"),
            Map.entry("update", "update a row that was read before"),
            Map.entry("patch", "write one column of ten"),
            Map.entry("insert", "insert a row"),
            Map.entry("delete", "delete a row"),
            Map.entry("conflict", "an update that is refused, and the current row"),
            Map.entry("wide", "update a row of 60 columns"),
            Map.entry("text", "update a text of 100 KB"),
            Map.entry("hot row", "eight threads change one row"),
            Map.entry("batch 1000", "update 1,000 rows at once"),
            Map.entry("batch 1000 stale", "update 1,000 rows at once, ten of them stale"),
            Map.entry("batch 10000", "update 10,000 rows at once"),
            Map.entry("batch 10000 stale", "update 10,000 rows at once, a hundred of them stale"));

    private Names() {}

    /** A workload in a few words: its own name, if it has no other. */
    static String title(String workload) {
        String name = TITLES.getOrDefault(workload, workload);
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    static String database(String database) {
        return switch (database.toLowerCase(Locale.ROOT)) {
            case "h2" -> "H2 in memory";
            case "postgresql" -> "PostgreSQL";
            default -> database;
        };
    }

    /** As a part of a file's name: small letters, digits and hyphens. */
    static String file(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
