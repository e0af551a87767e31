package io.github.ifmatch.dialects;

import org.jspecify.annotations.Nullable;

/** Names as a catalogue has them, in the quotes of standard SQL. */
final class SqlNames {

    private SqlNames() {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name in a schema; in the one that the connection looks in first, if none is given. */
    static String qualified(@Nullable String schema, String name) {
        return schema == null ? quoted(name) : quoted(schema) + "." + quoted(name);
    }
}
