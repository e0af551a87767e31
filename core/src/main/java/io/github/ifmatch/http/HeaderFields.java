package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request, however the framework holds them.
 *
 * <p>Every field line counts, so hand over all of them: {@code headers::getOrEmpty} in Spring, {@code name ->
 * Collections.list(request.getHeaders(name))} with a servlet. Names are looked up regardless of case. Immutable, if what
 * stands behind it is.
 */
@FunctionalInterface
public interface HeaderFields {

    /** The values of the field's lines, in the order received; empty, or null, if there is none. */
    @Nullable
    List<String> lines(String name);

    /** The fields of a map; names in any case. */
    static HeaderFields of(Map<String, ? extends Collection<String>> fields) {
        requireNonNull(fields, "fields must not be null");
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, lines) ->
                copy.computeIfAbsent(name, any -> new ArrayList<>()).addAll(lines));
        return name -> List.copyOf(copy.getOrDefault(name, List.of()));
    }
}
