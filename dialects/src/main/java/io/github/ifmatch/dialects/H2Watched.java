package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.GuardShape;
import java.util.List;

/** What a guard's trigger watches, as the text of a constant: a line for each part of it, and tabs between names. Immutable. */
record H2Watched(GuardShape shape) {

    String text() {
        return String.join(
                "\n",
                shape.table().table(),
                shape.mode().name(),
                shape.version(),
                String.join("\t", shape.id()),
                String.join("\t", shape.versioned()));
    }

    /** Reads it; names have neither tabs nor line ends, for a declaration takes none. */
    static GuardShape of(String schema, String text) {
        List<String> lines = List.of(text.split("\n", -1));
        return new GuardShape(
                new CatalogName(null, schema, lines.get(0)),
                names(lines.get(3)),
                lines.get(2),
                names(lines.get(4)),
                GuardShape.Mode.valueOf(lines.get(1)));
    }

    private static List<String> names(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split("\t", -1));
    }
}
