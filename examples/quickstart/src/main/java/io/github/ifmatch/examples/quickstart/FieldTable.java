package io.github.ifmatch.examples.quickstart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A conflict field by field: what was read, what each side made of it, what was written in the end. */
final class FieldTable {

    private static final Map<String, Function<Product, Object>> FIELDS = fields();

    private FieldTable() {}

    /** What differs from the row that was read is marked with a star. */
    static TextTable of(Encounter encounter) {
        Product mine = encounter.conflict().attempted();
        Product theirs = encounter.conflict().current();
        Product saved = encounter.settled().orElseThrow();
        TextTable table = TextTable.of("field", "read", "mine", "theirs", "written");
        for (var field : FIELDS.entrySet()) {
            Function<Product, Object> value = field.getValue();
            Object read = value.apply(encounter.read());
            table = table.row(
                    field.getKey(),
                    read,
                    marked(read, value.apply(mine)),
                    marked(read, value.apply(theirs)),
                    marked(read, value.apply(saved)));
        }
        return table;
    }

    private static String marked(Object read, Object value) {
        return read.equals(value) ? value.toString() : "* " + value;
    }

    private static Map<String, Function<Product, Object>> fields() {
        Map<String, Function<Product, Object>> fields = new LinkedHashMap<>();
        fields.put("price", Product::price);
        fields.put("stock", Product::stock);
        fields.put("edited_by", Product::editedBy);
        fields.put("edits", product -> Long.toString(product.edits()));
        fields.put("version", product -> Long.toString(product.version()));
        return fields;
    }
}
