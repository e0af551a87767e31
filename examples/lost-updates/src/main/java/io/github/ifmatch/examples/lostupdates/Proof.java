package io.github.ifmatch.examples.lostupdates;

import static com.github.freva.asciitable.HorizontalAlign.LEFT;
import static com.github.freva.asciitable.HorizontalAlign.RIGHT;

import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The two audits side by side, and the sentence that they come to. */
record Proof(Audit unchecked, Audit checked) {

    private record Row(String title, ToLongFunction<Audit> count) {

        String of(Audit audit) {
            return String.format(Locale.ROOT, "%,d", count.applyAsLong(audit));
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("updates acknowledged to the editors", Audit::acknowledged),
            new Row("updates that the rows show", Audit::found),
            new Row("lost updates", Audit::lost),
            new Row("products not as the ledger says", Audit::wrongProducts),
            new Row("conflicts", Audit::conflicts));

    void tell(Screen screen) {
        screen.heading("The proof: what the editors were told, against what the table holds");
        screen.table(
                ROWS,
                List.of(
                        new Column().dataAlign(LEFT).with(Row::title),
                        right("last write wins", unchecked),
                        right("Ifmatch", checked)));
        screen.line("");
        screen.line(
                "   Last write wins: @|bold,red %,d lost updates|@ (%d %% of those acknowledged), and nobody was told.",
                unchecked.lost(), 100 * unchecked.lost() / Math.max(1, unchecked.acknowledged()));
        screen.line(
                "   With Ifmatch:    @|bold,%s %,d lost updates|@; %,d conflicts were told, and settled.",
                checked.isClean() ? "green" : "red", checked.lost(), checked.conflicts());
    }

    private static ColumnData<Row> right(String title, Audit audit) {
        return new Column().header(title).headerAlign(RIGHT).dataAlign(RIGHT).with(row -> row.of(audit));
    }
}
