package io.github.ifmatch.examples.benchmarks.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tab-separated values, with the columns' names in the first line. Immutable. */
final class Tsv {

    private Tsv() {}

    /** The rows of a file; none if there is no such file. */
    static List<Row> rows(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(file.getFileName() + ": no header");
        }
        List<String> header = List.of(lines.get(0).split("\t", -1));
        return lines.stream()
                .skip(1)
                .map(line -> row(file.getFileName().toString(), header, line))
                .toList();
    }

    private static Row row(String file, List<String> header, String line) {
        String[] values = line.split("\t", -1);
        if (values.length != header.size()) {
            throw new IllegalArgumentException(
                    file + ": " + values.length + " values under " + header.size() + " names: " + line);
        }
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            byName.put(header.get(i), values[i].strip());
        }
        return new Row(file, Map.copyOf(byName));
    }

    /** One line. Immutable. */
    record Row(String file, Map<String, String> values) {

        String text(String column) {
            String value = values.get(column);
            if (value == null) {
                throw new IllegalArgumentException(file + ": no column " + column + " in " + values.keySet());
            }
            return value;
        }

        double number(String column) {
            try {
                return Double.parseDouble(text(column));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(file + ": " + column + " is no number in " + values, e);
            }
        }
    }
}
