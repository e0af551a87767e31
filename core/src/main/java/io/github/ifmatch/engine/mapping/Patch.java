package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.UnfitValueException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some columns and their new values. Immutable by convention.
 *
 * @param chosen the columns, by their place in the mapping
 * @param values the new values, in the order of the columns
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Patch(BitSet chosen, @Nullable Object[] values) {

    /** What to do instead, where an id was to be changed; {@code Conflict} says the same. */
    private static final String NO_OTHER_ID =
            "; an id does not change: insert the row under its new id and delete the old row, in one transaction";

    public boolean isEmpty() {
        return chosen.isEmpty();
    }

    /** What differs between two states of one row, two objects unless nothing can change the one. */
    public static <R> Patch between(Mapping<R, ?> mapping, R before, R after) {
        mapping.requireTwo(before, after);
        BitSet chosen = mapping.changed(before, after);
        List<Column> columns = mapping.columns();
        @Nullable Object[] values = new Object[chosen.cardinality()];
        int next = 0;
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
            Column column = columns.get(i);
            requireWritable(column);
            values[next++] = column.value(after);
        }
        return new Patch(chosen, values);
    }

    private static void requireWritable(Column column) {
        switch (column.role()) {
            case ID, VERSION ->
                throw new IllegalArgumentException("before and after must have the same id and version; they differ in "
                        + column + (column.role() == Column.Role.ID ? NO_OTHER_ID : ""));
            case GENERATED ->
                throw new IllegalArgumentException(
                        "before and after must not differ in " + column + ": the database computes it");
            case UNVERSIONED ->
                throw new IllegalArgumentException("before and after must not differ in " + column
                        + ": it is unversioned, write it with writeUnversioned(…)");
            case VERSIONED -> {}
        }
    }

    /** Named values, each for a column of this role. */
    public static Patch of(Mapping<?, ?> mapping, Map<String, ?> named, Column.Role role) {
        requireNonNull(named, "values must not be null");
        BitSet chosen = new BitSet();
        List<@Nullable Object> values = new ArrayList<>();
        List<Column> columns = mapping.columns();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.role() == role && named.containsKey(column.component())) {
                chosen.set(i);
                values.add(checked(column, named.get(column.component())));
            }
        }
        if (chosen.cardinality() != named.size()) {
            throw unknown(mapping, named, role);
        }
        return new Patch(chosen, values.toArray());
    }

    private static @Nullable Object checked(Column column, @Nullable Object value) {
        boolean isTaken = column.takes(value);
        if (isTaken && !ExactNumber.isEndless(value)) {
            return value;
        }
        Object taken =
                isTaken || value == null ? null : BoundValue.converted(Primitives.wrapper(column.javaType()), value);
        if (taken == null) {
            String given = value == null ? "null" : value.getClass().getName();
            throw new UnfitValueException(
                    column.component(),
                    column + " takes a " + column.javaType().getName() + ": "
                            + (isTaken ? "one of too many digits" : given));
        }
        return taken;
    }

    private static UnfitValueException unknown(Mapping<?, ?> mapping, Map<String, ?> named, Column.Role role) {
        List<String> writable = components(mapping, role);
        String kind = role == Column.Role.UNVERSIONED ? "unversioned" : "versioned";
        List<String> wrong = named.keySet().stream()
                .filter(name -> !writable.contains(name))
                .sorted()
                .toList();
        boolean namesId = wrong.stream()
                .anyMatch(name -> components(mapping, Column.Role.ID).contains(name)
                        || mapping.declaration().idComponents().contains(name)); // a record of several columns
        return new UnfitValueException(
                wrong.get(0),
                "values must name " + kind + " components (" + String.join(", ", writable) + "): "
                        + String.join(", ", wrong) + (namesId ? NO_OTHER_ID : ""));
    }

    private static List<String> components(Mapping<?, ?> mapping, Column.Role role) {
        return mapping.columns().stream()
                .filter(column -> column.role() == role)
                .map(Column::component)
                .toList();
    }

    /** The row at a version; as it is, if no row can be at that one. */
    public static <R> R at(Mapping<R, ?> mapping, R row, long version) {
        return Versions.canHold(mapping.versionColumn().javaType(), version) ? mapping.withVersion(row, version) : row;
    }

    /** The row with other values in some components, of whatever role. */
    static <R> R with(Mapping<R, ?> mapping, R row, Map<String, ? extends @Nullable Object> named) {
        List<String> names = mapping.columns().stream().map(Column::component).toList();
        @Nullable Object[] changed = mapping.values(row);
        named.forEach((component, value) -> {
            int place = names.indexOf(component);
            if (place < 0) {
                throw new IllegalArgumentException(
                        "component must be one of " + mapping.declaration().name() + ": " + component);
            }
            changed[place] = value;
        });
        return mapping.construct(changed);
    }

    /** The row with these values laid over it, at a version; at its own, if no row can be at that one. */
    public <R> R over(Mapping<R, ?> mapping, R row, long version) {
        @Nullable Object[] all = mapping.values(at(mapping, row, version));
        int next = 0;
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
            all[i] = values[next++];
        }
        return mapping.construct(all);
    }
}
