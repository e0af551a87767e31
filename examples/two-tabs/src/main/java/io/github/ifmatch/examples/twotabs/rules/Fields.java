package io.github.ifmatch.examples.twotabs.rules;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a rule that people edit, by the record's component, and what people call them. */
public final class Fields {

    public static final Map<String, String> LABELS;

    static {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("name", "Name");
        labels.put("threshold", "From order total");
        labels.put("discount", "Discount, percent");
        labels.put("notes", "Notes");
        labels.put("enabled", "Enabled");
        LABELS = Collections.unmodifiableMap(labels);
    }

    private Fields() {}

    /** A value in words. */
    static String text(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            // Money and percentages have two decimals; nothing is rounded.
            int scale = Math.max(2, decimal.stripTrailingZeros().scale());
            return decimal.setScale(scale).toPlainString();
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        return String.valueOf(value);
    }
}
