package io.github.ifmatch.examples.quickstart;

import java.util.ArrayList;
import java.util.List;

/** A statement in lines of at most 95 characters, broken between words. */
final class SqlText {

    private static final int WIDTH = 95;
    private static final String INDENT = "    ";

    private SqlText() {}

    static List<String> lines(String sql) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sql.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
