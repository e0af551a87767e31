package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one edit form, over several tables: applied all or not at all, by {@link Transaction#apply}.
 *
 * <p>Each change has a path, under which its outcome is told, such as {@code lines[3]}. List parents before their children.
 *
 * <pre>{@code
 * ChangeSet edit = ChangeSet.under("order", ORDERS, order)
 *         .update("lines[0]", LINES, lines.get(0).withQuantity(2))
 *         .delete("lines[1]", LINES, lines.get(1))
 *         .insert("lines[2]", LINES, newLine);
 * Order stored = database.apply(edit).row("order", Order.class);
 * }</pre>
 *
 * <p>Immutable, if the rows are.
 */
public final class ChangeSet {

    private static final ChangeSet EMPTY = new ChangeSet(List.of(), null);

    private final List<Entry<?, ?>> entries;
    private final @Nullable Entry<?, ?> root;

    private ChangeSet(List<Entry<?, ?>> entries, @Nullable Entry<?, ?> root) {
        this.entries = List.copyOf(entries);
        this.root = root;
    }

    /** What is done to a row. Immutable. */
    public enum Kind {
        /** The row is new. */
        INSERT,
        /** Every versioned column is written. */
        UPDATE,
        /** What differs between two states of the row is written; the row is only checked, if nothing does. */
        PATCH,
        /** The version advances alone. */
        TOUCH,
        /** The row is removed. */
        DELETE
    }

    /**
     * One change.
     *
     * <p>Immutable, if the rows are.
     *
     * @param path under which it is told
     * @param row the row; the one before, for a patch; null where it is made later
     * @param after the row after a patch; else null
     * @param made makes the row of an insert when the earlier inserts are done; else null
     */
    public record Entry<R, ID>(
            String path,
            Table<R, ID> table,
            Kind kind,
            @Nullable R row,
            @Nullable R after,
            @Nullable Function<Result, R> made) {

        /** The row, where it is known by now. */
        public R known() {
            return requireNonNull(row, "row must be known");
        }

        /** The id of the row. */
        public ID id() {
            return table.id(known());
        }

        /** Whether both change the same row. */
        public boolean isOfRow(Entry<?, ?> other) {
            return kind != Kind.INSERT
                    && other.kind != Kind.INSERT
                    && table.equals(other.table)
                    && table.isSameId(id(), other.id());
        }
    }

    /**
     * What was stored, by path.
     *
     * <p>Immutable, if the rows are.
     */
    public static final class Result {

        private final Map<String, Object> rows;

        /** Keeps a copy of the rows, by their paths. */
        public Result(Map<String, Object> rows) {
            this.rows = new LinkedHashMap<>(rows);
        }

        /**
         * The row as stored; for a delete that removes it, as it last stood.
         *
         * @throws IllegalArgumentException if there was no change of this path, or its rows are of another class
         */
        public <R> R row(String path, Class<R> rowType) {
            Object row = rows.get(path);
            if (!rowType.isInstance(row)) {
                throw new IllegalArgumentException("path must be one of a " + rowType.getSimpleName() + " (there are "
                        + String.join(", ", rows.keySet()) + "): " + path);
            }
            return rowType.cast(row);
        }
    }

    /** No change yet. */
    public static ChangeSet empty() {
        return EMPTY;
    }

    /**
     * No change yet, to an aggregate: if anything of it changes, the version of its root advances once, whether the root
     * itself is among the changes or not.
     *
     * <p>The root is checked to stand at its version even if nothing changes, and {@link Result#row} has it under its path. A root whose
     * version is made of {@linkplain Table#comparing compared columns} cannot be made to advance: to apply the changes is then an
     * {@link UnsupportedOperationException}.
     */
    public static <R, ID> ChangeSet under(String path, Table<R, ID> table, R root) {
        return new ChangeSet(List.of(), entry(path, table, Kind.TOUCH, root, null));
    }

    /** Adds an insert. */
    public <R, ID> ChangeSet insert(String path, Table<R, ID> table, R row) {
        return plus(entry(path, table, Kind.INSERT, row, null));
    }

    /** Adds an insert of a row that is made when the earlier inserts are done: for a child of a parent without an id yet. */
    public <R, ID> ChangeSet insertFrom(String path, Table<R, ID> table, Function<Result, R> row) {
        return plus(new Entry<>(
                requireNonNull(path, "path must not be null"),
                requireNonNull(table, "table must not be null"),
                Kind.INSERT,
                null,
                null,
                requireNonNull(row, "row must not be null")));
    }

    /** Adds an update of every versioned column. */
    public <R, ID> ChangeSet update(String path, Table<R, ID> table, R row) {
        return plus(entry(path, table, Kind.UPDATE, row, null));
    }

    /**
     * Adds a patch; if the rows differ in nothing, the row is only checked.
     *
     * @throws IllegalArgumentException if the two are one object that can be changed in place
     */
    public <R, ID> ChangeSet patch(String path, Table<R, ID> table, R before, R after) {
        Entry<R, ID> given = entry(path, table, Kind.PATCH, before, requireNonNull(after, "after must not be null"));
        R kept = table.copy(before);
        if (before == after && kept != before) {
            throw new IllegalArgumentException("before and after are one object, so what was changed in it cannot be"
                    + " seen: copy the row before you change it, or use modify(…)");
        }
        return plus(new Entry<>(path, table, Kind.PATCH, kept, given.after(), null));
    }

    /** Adds a touch. */
    public <R, ID> ChangeSet touch(String path, Table<R, ID> table, R row) {
        return plus(entry(path, table, Kind.TOUCH, row, null));
    }

    /** Adds a delete. */
    public <R, ID> ChangeSet delete(String path, Table<R, ID> table, R row) {
        return plus(entry(path, table, Kind.DELETE, row, null));
    }

    private static <R, ID> Entry<R, ID> entry(String path, Table<R, ID> table, Kind kind, R row, @Nullable R after) {
        return new Entry<>(
                requireNonNull(path, "path must not be null"),
                requireNonNull(table, "table must not be null"),
                kind,
                requireNonNull(row, "row must not be null"),
                after,
                null);
    }

    private ChangeSet plus(Entry<?, ?> added) {
        if (root != null && root.path().equals(added.path()) && !root.isOfRow(added)) {
            throw new IllegalArgumentException("path must be used once: " + added.path());
        }
        for (Entry<?, ?> entry : entries) {
            if (entry.path().equals(added.path())) {
                throw new IllegalArgumentException("path must be used once: " + added.path());
            }
            if (entry.isOfRow(added)) {
                throw new IllegalArgumentException("a row must be changed once: " + entry.path() + " and "
                        + added.path() + " are both " + added.table().nameOf(added.id()));
            }
        }
        List<Entry<?, ?>> more = new ArrayList<>(entries);
        more.add(added);
        return new ChangeSet(more, root);
    }

    /** The changes, in the order given; the root is not among them, unless it was added. */
    public List<Entry<?, ?>> entries() {
        return entries;
    }

    /** The root of the aggregate, as the row that is to advance. */
    public Optional<Entry<?, ?>> root() {
        return Optional.ofNullable(root);
    }
}
