package io.github.ifmatch.examples.lostupdates;

import static com.github.freva.asciitable.HorizontalAlign.LEFT;
import static com.github.freva.asciitable.HorizontalAlign.RIGHT;

import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import io.github.ifmatch.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A conflict field by field: what was read, what each side made of it, what was written in the end, and who changed it. */
final class FieldTable {

    private static final Map<Difference.Kind, String> CHANGED_BY = Map.of(
            Difference.Kind.MINE, "mine",
            Difference.Kind.THEIRS, "theirs",
            Difference.Kind.SAME, "both",
            Difference.Kind.CLASH, "both");

    private static final Map<String, Function<Product, Object>> WRITTEN = Map.of(
            "price", Product::price,
            "stock", Product::stock,
            "editedBy", Product::editedBy,
            "edits", Product::edits);

    private static final List<ColumnData<Row>> COLUMNS = List.of(
            new Column().header("field").headerAlign(LEFT).dataAlign(LEFT).with(Row::field),
            right("read", Row::read),
            right("mine", row -> row.marked(row.mine)),
            right("theirs", row -> row.marked(row.theirs)),
            right("written", row -> row.marked(row.written)),
            right("changed by", Row::changedBy));

    private FieldTable() {}

    private record Row(String field, String read, String mine, String theirs, String written, String changedBy) {

        static Row of(Difference difference, Product written) {
            return new Row(
                    difference.component(),
                    text(difference.base()),
                    text(difference.mine()),
                    text(difference.theirs()),
                    text(WRITTEN.getOrDefault(difference.component(), product -> "")
                            .apply(written)),
                    CHANGED_BY.getOrDefault(difference.kind(), ""));
        }

        static Row ofVersion(Encounter encounter) {
            String read = text(encounter.read().version());
            String theirs = text(encounter.conflict().currentVersion());
            return new Row(
                    "version", read, read, theirs, text(encounter.written().version()), "");
        }

        /** With a star, if it differs from what was read. */
        String marked(String value) {
            return read.equals(value) ? value : "* " + value;
        }

        private static String text(@Nullable Object value) {
            return String.valueOf(value);
        }
    }

    /** Shows the fields that changed, and the version. */
    static void tell(Encounter encounter, Screen screen) {
        List<Row> rows = new ArrayList<>();
        for (Difference difference : encounter.differences().all()) {
            if (difference.kind() != Difference.Kind.UNCHANGED) {
                rows.add(Row.of(difference, encounter.written()));
            }
        }
        rows.add(Row.ofVersion(encounter));
        screen.table(rows, COLUMNS);
    }

    private static ColumnData<Row> right(String title, Function<Row, String> cell) {
        return new Column().header(title).headerAlign(RIGHT).dataAlign(RIGHT).with(cell);
    }
}
