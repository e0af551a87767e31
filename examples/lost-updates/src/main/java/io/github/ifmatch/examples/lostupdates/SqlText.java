package io.github.ifmatch.examples.lostupdates;

import java.util.ArrayList;
import java.util.List;

/** A statement in lines of about 95 characters, broken after commas and before clauses. */
final class SqlText {

    private static final int WIDTH = 95;
    private static final String INDENT = "    ";
    private static final String BREAK = "(?<=,) | (?=FROM |WHERE |AND |RETURNING |\\(UPDATE )";

    private SqlText() {}

    static List<String> lines(String sql) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : sql.split(BREAK, -1)) {
            if (line.length() + part.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(part).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
