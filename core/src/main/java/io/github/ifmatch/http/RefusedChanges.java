package io.github.ifmatch.http;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.http.Problem.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was refused of a change set or a batch, as a list of maps: {@code path}, {@code kind} and the versions. */
final class RefusedChanges {

    private RefusedChanges() {}

    static List<Map<String, Object>> of(Map<String, Outcome<?>> refused) {
        List<Map<String, Object>> all = new ArrayList<>();
        refused.forEach((path, outcome) -> all.add(entry(path, outcome)));
        return List.copyOf(all);
    }

    private static Map<String, Object> entry(String path, Outcome<?> outcome) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", path);
        if (outcome instanceof Conflict<?> conflict) {
            entry.put("kind", (conflict.verb().equals("insert") ? Kind.EXISTS : Kind.CONFLICT).member());
            entry.put("expectedVersion", conflict.expectedVersion());
            entry.put("currentVersion", conflict.currentVersion());
        } else {
            entry.put("kind", Kind.MISSING.member());
        }
        return entry;
    }
}
