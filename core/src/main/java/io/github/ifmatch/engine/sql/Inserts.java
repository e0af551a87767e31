package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Mapping;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The inserts of one table: of all columns, or without those that a row leaves to their defaults; each left out of the statement, for
 * not every database has a keyword for a default. Thread-safe.
 */
public final class Inserts {

    private final SqlText text;
    private final List<Column> keyed;
    private final List<Column> inserted;
    private final BitSet defaulted = new BitSet();
    private final boolean isArbiter;
    private final Map<Key, Sql> leaving = new ConcurrentHashMap<>();

    private record Key(String plain, BitSet left) {}

    /**
     * Of a table.
     *
     * @param inserted what is written beside the id
     * @param isArbiter whether an insert can name the key of the id as the one that it may break
     */
    Inserts(SqlText text, List<Column> inserted, boolean isArbiter) {
        this.text = text;
        this.keyed = text.mapping().id().columns();
        this.inserted = inserted;
        String all = text.insert(SqlText.join(keyed, inserted));
        this.isArbiter = isArbiter
                && text.dialect().insertIfAbsent(all, text.names(keyed)).isPresent();
        for (int i = 0; i < inserted.size(); i++) {
            defaulted.set(
                    i,
                    text.mapping()
                            .declaration()
                            .defaults()
                            .contains(inserted.get(i).component()));
        }
    }

    /** A column for a statement that must name one and has none to set: one of the row's content, else of the id. */
    static Column anyColumn(Mapping<?, ?> mapping) {
        return mapping.columns().stream()
                .filter(column -> column.role() == Column.Role.VERSIONED)
                .findFirst()
                .orElseGet(() -> mapping.id().columns().get(0));
    }

    /** The one that gives the id; where the dialect can, one that answers no row if the id exists. */
    Sql given() {
        return of(SqlText.join(keyed, inserted), isArbiter);
    }

    /** The one that leaves the id to the database. */
    Sql unset() {
        return of(SqlText.join(text.mapping().id().fixedColumns(), inserted), false);
    }

    private Sql of(List<Column> into, boolean isIfAbsent) {
        String plain = text.insert(into);
        Optional<String> ifAbsent =
                isIfAbsent ? text.dialect().insertIfAbsent(plain, text.names(keyed)) : Optional.empty();
        return text.sql(WriteKind.INSERT, ifAbsent.orElse(plain), text.bound(into));
    }

    /** Whether it answers no row if the id exists, instead of failing. */
    boolean isIfAbsent(Sql insert) {
        List<Column> into = insert.bound();
        return isArbiter
                && into.size() >= keyed.size()
                && into.subList(0, keyed.size()).equals(keyed);
    }

    /** The same as one that fails where the id exists, so that no row means no conflict. */
    public Sql plain(Sql insert) {
        return isIfAbsent(insert) ? of(into(insert), false) : insert;
    }

    private static List<Column> into(Sql insert) {
        return insert.bound().stream()
                .filter(column -> column.role() != Column.Role.VERSION)
                .toList();
    }

    /** Which of the values beside the id are left to the defaults of their columns, by their places. */
    public BitSet left(@Nullable Object[] values) {
        BitSet left = (BitSet) defaulted.clone();
        defaulted.stream().filter(place -> values[place] != null).forEach(left::clear);
        return left;
    }

    /** The same insert without the columns at these places. */
    public Sql leaving(Sql insert, BitSet left) {
        if (left.isEmpty()) {
            return insert;
        }
        Key key = new Key(insert.plain(), left);
        Sql known = leaving.get(key);
        if (known != null) {
            return known;
        }
        List<Column> without = left.stream().mapToObj(inserted::get).toList();
        List<Column> into = into(insert).stream()
                .filter(column -> !without.contains(column))
                .toList();
        Sql rendered = of(into, isIfAbsent(insert));
        if (leaving.size() < KeptSql.KEPT_PATCHES) {
            leaving.put(key, rendered);
        }
        return rendered;
    }

    /** The values without those at these places. */
    public static @Nullable Object[] without(@Nullable Object[] values, BitSet left) {
        if (left.isEmpty()) {
            return values;
        }
        @Nullable Object[] kept = new Object[values.length - left.cardinality()];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            if (!left.get(i)) {
                kept[next++] = values[i];
            }
        }
        return kept;
    }
}
