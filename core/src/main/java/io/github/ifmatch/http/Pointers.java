package io.github.ifmatch.http;

import io.github.ifmatch.Difference;
import io.github.ifmatch.Difference.Kind;
import io.github.ifmatch.Differences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What differs, as a list of maps: {@code pointer} (RFC 6901), {@code kind}, and {@code base}, {@code mine}, {@code theirs}. */
final class Pointers {

    private Pointers() {}

    static List<Map<String, @Nullable Object>> of(Differences differences, Predicate<String> visible) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Difference difference : differences.all()) {
            boolean differs =
                    difference.kind() != Kind.UNCHANGED && (differences.hasBase() || difference.kind() != Kind.SAME);
            if (differs) {
                all.add(entry(difference, differences.hasBase(), visible.test(difference.component())));
            }
        }
        return List.copyOf(all);
    }

    private static Map<String, @Nullable Object> entry(Difference difference, boolean hasBase, boolean isVisible) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("pointer", pointer(difference.component()));
        entry.put("kind", difference.kind().name().toLowerCase(Locale.ROOT));
        if (isVisible) {
            if (hasBase) {
                entry.put("base", PlainValue.of(difference.base()));
            }
            entry.put("mine", PlainValue.of(difference.mine()));
            entry.put("theirs", PlainValue.of(difference.theirs()));
        }
        return entry;
    }

    /** A pointer to a member of the document's root (RFC 6901 §3). */
    static String pointer(String member) {
        return "/" + member.replace("~", "~0").replace("/", "~1");
    }
}
