package io.github.ifmatch.examples.lostupdates;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A small table in plain text: the first column to the left, the others to the right. Immutable. */
record TextTable(List<List<String>> rows) {

    private static final String MARGIN = "   ";
    private static final String GAP = "   ";

    static TextTable of(String... titles) {
        return new TextTable(List.of(List.of(titles)));
    }

    /** Numbers are grouped by thousands. */
    TextTable row(Object... cells) {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(Stream.of(cells).map(TextTable::text).toList());
        return new TextTable(List.copyOf(more));
    }

    /** The lines: titles, a rule, the rows. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
        lines.add(1, MARGIN + "-".repeat(lines.get(0).length() - MARGIN.length()));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder(MARGIN);
        for (int i = 0; i < cells.size(); i++) {
            String pad = " ".repeat(width(i) - cells.get(i).length());
            line.append(i == 0 ? cells.get(i) + pad : GAP + pad + cells.get(i));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String text(Object cell) {
        return cell instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : cell.toString();
    }
}
