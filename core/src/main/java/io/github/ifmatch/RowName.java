package io.github.ifmatch;

/** A row as messages name it: the table and the id. */
final class RowName {

    /** Longer ids are cut in messages. */
    private static final int SHOWN = 100;

    private RowName() {}

    /** Ids come from clients too: control characters, which could forge a line of a log, are not shown. */
    static String of(Table<?, ?> table, Object id) {
        String shown = id.toString().replaceAll("\\p{Cntrl}", "?");
        return table.name() + " " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown);
    }
}
