package io.github.ifmatch;

import java.util.HexFormat;

/** A row as messages name it: the table and the id. */
final class RowName {

    /** Longer ids are cut in messages. */
    private static final int SHOWN = 100;

    private RowName() {}

    /** Ids come from clients too: control characters, which could forge a line of a log, are not shown. */
    static String of(Table<?, ?> table, Object id) {
        String shown = text(id).replaceAll("\\p{Cntrl}", "?");
        return table.name() + " " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown);
    }

    private static String text(Object id) {
        return id instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : id.toString();
    }
}
