package io.github.ifmatch.examples.lostupdates;

import io.github.ifmatch.Difference;
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
            "edits", product -> Long.toString(product.edits()));

    private FieldTable() {}

    /** The fields that changed. What differs from the row that was read is marked with a star. */
    static TextTable of(Encounter encounter) {
        TextTable table = TextTable.of("field", "read", "mine", "theirs", "written", "changed by");
        for (Difference difference : encounter.differences().all()) {
            if (difference.kind() != Difference.Kind.UNCHANGED) {
                table = row(table, difference, encounter.written());
            }
        }
        long read = encounter.read().version();
        return table.row(
                "version",
                Long.toString(read),
                Long.toString(read),
                "* " + encounter.conflict().currentVersion(),
                "* " + encounter.written().version(),
                "");
    }

    private static TextTable row(TextTable table, Difference difference, Product written) {
        String read = String.valueOf(difference.base());
        return table.row(
                difference.component(),
                read,
                marked(read, difference.mine()),
                marked(read, difference.theirs()),
                marked(
                        read,
                        WRITTEN.getOrDefault(difference.component(), product -> "")
                                .apply(written)),
                CHANGED_BY.getOrDefault(difference.kind(), ""));
    }

    private static String marked(String read, @Nullable Object value) {
        return read.equals(String.valueOf(value)) ? read : "* " + value;
    }
}
