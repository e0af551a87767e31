package io.github.ifmatch.engine.sql;

import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Primitives;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The condition that a row's id is one of several, which are bound one after the other. */
final class SeveralIds {

    private SeveralIds() {}

    static String condition(SqlText text, int ids) {
        int columns = text.keyed().size();
        if (columns > 1 && !text.dialect().comparesRows()) {
            return String.join(" OR ", Collections.nCopies(ids, "(" + text.condition(false) + ")"));
        }
        String in = inPartitions(text, ids).orElseGet(() -> in(text, ids));
        return Stream.concat(Stream.of(in), text.unbound()).collect(Collectors.joining(" AND "));
    }

    private static String in(SqlText text, int ids) {
        int columns = text.keyed().size();
        String id = columns == 1 ? "?" : "(" + SqlText.marks(columns) + ")";
        String key = columns == 1 ? text.names(text.keyed()) : "(" + text.names(text.keyed()) + ")";
        return key + " IN (" + String.join(", ", Collections.nCopies(ids, id)) + ")";
    }

    /** One id finds its partition by itself; and only of built-in types it is known how their values are bound. */
    private static Optional<String> inPartitions(SqlText text, int ids) {
        List<Column> key = text.keyed();
        if (!text.isPartitioned()
                || ids == 1
                || !key.stream().allMatch(column -> column.type().isBuiltIn())) {
            return Optional.empty();
        }
        List<Class<?>> types = key.stream()
                .<Class<?>>map(column -> Primitives.wrapper(column.javaType()))
                .toList();
        List<String> names =
                key.stream().map(column -> text.names(List.of(column))).toList();
        return text.dialect().inPartitions(names, types, ids);
    }
}
