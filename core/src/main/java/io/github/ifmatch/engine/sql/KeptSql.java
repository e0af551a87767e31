package io.github.ifmatch.engine.sql;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Statements of a table that are rendered when they are first asked for, and kept. Thread-safe. */
final class KeptSql {

    /** How many sets of columns to keep the rendered statement of; further ones are rendered each time. */
    static final int KEPT_PATCHES = 1_000;

    private final SqlText text;
    private final Map<BitSet, Sql> updates = new ConcurrentHashMap<>();
    private final Map<Integer, String> selects = new ConcurrentHashMap<>();

    KeptSql(SqlText text) {
        this.text = text;
    }

    /** A query of so many ids at once. */
    String selectAll(int ids) {
        return selects.computeIfAbsent(ids, text::selectAll);
    }

    /** An update of some columns. Versioned and unversioned ones are never written together, so one map serves both. */
    Sql update(BitSet chosen, boolean versioned) {
        Sql known = updates.get(chosen);
        if (known != null) {
            return known;
        }
        Sql rendered = text.update(text.chosen(chosen), versioned);
        if (updates.size() < KEPT_PATCHES) {
            updates.put((BitSet) chosen.clone(), rendered);
        }
        return rendered;
    }
}
