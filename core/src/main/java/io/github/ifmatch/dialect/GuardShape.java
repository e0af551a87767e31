package io.github.ifmatch.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a guard is to watch over; every name as the catalogue has it, unquoted.
 *
 * <p>Immutable.
 *
 * @param table the table
 * @param id the columns of the id, which no write may change
 * @param version the column of the version
 * @param versioned the columns that no write may change without the version
 * @param mode what becomes of a write that does not advance the version
 */
public record GuardShape(CatalogName table, List<String> id, String version, List<String> versioned, Mode mode) {

    /** How the name of everything begins that a guard makes. */
    public static final String PREFIX = "ifmatch_guard_";

    /** What a guard does with a write that forgets the version. Immutable. */
    public enum Mode {
        /** It is an error, and changes nothing. */
        REFUSING,
        /** An UPDATE advances the version; a DELETE is let through. */
        ADVANCING,
        /** It is let through, and noted in a table. */
        REPORTING
    }

    /** Keeps copies of the lists. */
    public GuardShape {
        id = List.copyOf(id);
        versioned = List.copyOf(versioned);
    }

    /** The same guard in another mode. */
    public GuardShape in(Mode other) {
        return new GuardShape(table, id, version, versioned, other);
    }

    /**
     * The name of a part of the guard of a table; one that is too long is cut, and told apart by a number.
     *
     * @param part such as {@code update}; empty for the guard itself
     * @param most how many bytes of UTF-8 the database's names may have
     */
    public static String name(String table, String part, int most) {
        String end = part.isEmpty() ? "" : "_" + part;
        String name = PREFIX + table + end;
        if (bytes(name) <= most) {
            return name;
        }
        String mark = "_" + Integer.toHexString(table.hashCode()) + end;
        int kept = table.length();
        while (bytes(PREFIX + table.substring(0, kept) + mark) > most
                || Character.isHighSurrogate(table.charAt(kept - 1))) {
            kept--;
        }
        return PREFIX + table.substring(0, kept) + mark;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
