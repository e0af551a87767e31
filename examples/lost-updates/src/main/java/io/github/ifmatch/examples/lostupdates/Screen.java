package io.github.ifmatch.examples.lostupdates;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.ColumnData;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Where the story is told: with colours and a line that updates in place on a terminal, else in plain lines. */
record Screen(PrintWriter out, Ansi ansi) {

    private static final String CLEAR_LINE = "\r\u001b[K";

    boolean isTerminal() {
        return ansi.enabled();
    }

    /** One line; {@code @|bold …|@} and the like are picocli's marks for colours. */
    void line(String format, Object... values) {
        out.println(ansi.string(String.format(Locale.ROOT, format, values)));
        out.flush();
    }

    /** Writes over the last line, if that was such a line too. */
    void inPlace(String text) {
        out.print(CLEAR_LINE + text);
        out.flush();
    }

    void heading(String text) {
        line("%n@|bold %s|@", text);
    }

    <T> void table(Collection<T> rows, List<ColumnData<T>> columns) {
        AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(rows, columns)
                .asString()
                .lines()
                .forEach(row -> line("  %s", row.stripTrailing()));
    }
}
