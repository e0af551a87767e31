package io.github.ifmatch.engine.mapping;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row as messages name it: the table and the id. */
final class RowName {

    /** Longer ids are cut in messages. */
    private static final int SHOWN = 100;

    private RowName() {}

    /** Ids come from clients too: control characters, which could forge a line of a log, are not shown. */
    static String of(String table, Object id) {
        String shown = text(id).replaceAll("\\p{Cntrl}", "?");
        return table + " " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown);
    }

    /** Bytes in hexadecimal digits, in an id of several columns too. */
    private static String text(Object id) {
        if (id instanceof byte[] bytes) {
            return "0x" + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN));
        }
        return id instanceof Record && hasArray(id.getClass()) ? parts(id) : plain(id);
    }

    private static String plain(Object id) {
        String wrapped = Arrays.deepToString(new Object[] {id});
        return wrapped.substring(1, wrapped.length() - 1);
    }

    private static boolean hasArray(Class<?> record) {
        return List.of(record.getRecordComponents()).stream()
                .anyMatch(part -> part.getType().isArray() || (part.getType().isRecord() && hasArray(part.getType())));
    }

    private static String parts(Object id) {
        return RowShape.ofRecord(id.getClass()).parts().stream()
                .map(part -> part.name() + "=" + part(Handles.invoke(part.accessor(), id)))
                .collect(Collectors.joining(", ", id.getClass().getSimpleName() + "[", "]"));
    }

    private static String part(@Nullable Object value) {
        return value == null ? "null" : text(value);
    }
}
