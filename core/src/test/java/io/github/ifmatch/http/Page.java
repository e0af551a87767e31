package io.github.ifmatch.http;

import io.github.ifmatch.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A row that knows when it last changed, and the requests for it. Immutable. */
record Page(long id, String title, @Nullable Instant changed, long version) {

    static final Table<Page, Long> TABLE = Table.of(Page.class, Long.class).named("pages");

    static final Instant CHANGED = Instant.parse("1994-11-06T08:49:37.900Z");
    static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
    static final String AT = "Sun, 06 Nov 1994 08:49:37 GMT";
    static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";

    /** Page 7 at version 5. */
    static final Page STORED = new Page(7, "secret title", CHANGED, 5);

    /** Header fields from lines such as {@code If-Match: "5"}. */
    static HeaderFields fields(String... lines) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.split(": ?", 2);
            fields.merge(parts[0], List.of(parts[1]), (some, more) -> {
                String[] all = Arrays.copyOf(some.toArray(String[]::new), some.size() + 1);
                all[some.size()] = more.get(0);
                return List.of(all);
            });
        }
        return HeaderFields.of(fields);
    }
}
