package io.github.ifmatch.testkit.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of rows. */
final class Keys {

    private Keys() {}

    /** Whole numbers of any size are {@code Long}, in lists too: {@code 7} and {@code 7L} are one row. */
    static Object of(Object key) {
        if (key instanceof Integer || key instanceof Short || key instanceof Byte) {
            return ((Number) key).longValue();
        }
        if (key instanceof List<?> parts) {
            List<@Nullable Object> all = new ArrayList<>(parts.size());
            for (Object part : parts) {
                all.add(part == null ? null : of(part));
            }
            return all;
        }
        return key;
    }
}
