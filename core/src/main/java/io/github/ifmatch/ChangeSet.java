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

    /**
     * One change. For PATCH, {@code row} is the row before, {@code after} the one after; for an INSERT of a row that is made
     * later, {@code made} makes it.
     */
    record Entry<R, ID>(
            String path,
            Table<R, ID> table,
            Act act,
            @Nullable R row,
            @Nullable R after,
            @Nullable Function<Result, R> made) {

        R known() {
            return requireNonNull(row);
        }

        ID id() {
            return table.id(known());
        }

        /** Whether it checks its row and writes nothing. */
        boolean isIdle() {
            return after != null
                    && Patch.between(table.mapping(), known(), after).isEmpty();
        }

        /** The same row, which is checked and not written. */
        Entry<R, ID> checked() {
            return new Entry<>(path, table, act, known(), known(), null);
        }

        boolean isAtVersionOf(Entry<?, ?> other) {
            return version() == other.version();
        }

        private long version() {
            return table.version(known());
        }

        Entry<R, ID> withRow(R other) {
            return new Entry<>(path, table, act, other, after, made);
        }

        /** What was stored, for the caller's code, which may change the row that it is shown. */
        @SuppressWarnings("unchecked")
        Object shown(Object stored) {
            return table.copy((R) stored);
        }

        /** The same row, whose version advances. */
        Entry<R, ID> touched() {
            return new Entry<>(path, table, Act.TOUCH, known(), null, null);
        }

        boolean isOfRow(Entry<?, ?> other) {
            return act != Act.INSERT
                    && other.act != Act.INSERT
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

        Result(Map<String, Object> rows) {
            this.rows = new LinkedHashMap<>(rows);
        }

        /**
         * The row as stored; for a delete, as it last stood.
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
     * <p>The root is checked to stand at its version even if nothing changes, and {@link Result#row} has it under its path.
     */
    public static <R, ID> ChangeSet under(String path, Table<R, ID> table, R root) {
        return new ChangeSet(List.of(), entry(path, table, Act.TOUCH, root, null));
    }

    /** Adds an insert. */
    public <R, ID> ChangeSet insert(String path, Table<R, ID> table, R row) {
        return plus(entry(path, table, Act.INSERT, row, null));
    }

    /** Adds an insert of a row that is made when the earlier inserts are done: for a child of a parent without an id yet. */
    public <R, ID> ChangeSet insertFrom(String path, Table<R, ID> table, Function<Result, R> row) {
        return plus(new Entry<>(
                requireNonNull(path, "path must not be null"),
                requireNonNull(table, "table must not be null"),
                Act.INSERT,
                null,
                null,
                requireNonNull(row, "row must not be null")));
    }

    /** Adds an update of every versioned column. */
    public <R, ID> ChangeSet update(String path, Table<R, ID> table, R row) {
        return plus(entry(path, table, Act.UPDATE, row, null));
    }

    /**
     * Adds a patch; if the rows differ in nothing, the row is only checked.
     *
     * @throws IllegalArgumentException if the two are one object that can be changed in place
     */
    public <R, ID> ChangeSet patch(String path, Table<R, ID> table, R before, R after) {
        Entry<R, ID> given = entry(path, table, Act.PATCH, before, requireNonNull(after, "after must not be null"));
        table.mapping().requireTwo(before, after);
        return plus(given.withRow(table.copy(before)));
    }

    /** Adds a touch. */
    public <R, ID> ChangeSet touch(String path, Table<R, ID> table, R row) {
        return plus(entry(path, table, Act.TOUCH, row, null));
    }

    /** Adds a delete. */
    public <R, ID> ChangeSet delete(String path, Table<R, ID> table, R row) {
        return plus(entry(path, table, Act.DELETE, row, null));
    }

    private static <R, ID> Entry<R, ID> entry(String path, Table<R, ID> table, Act act, R row, @Nullable R after) {
        return new Entry<>(
                requireNonNull(path, "path must not be null"),
                requireNonNull(table, "table must not be null"),
                act,
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
                        + added.path() + " are both " + RowName.of(added.table(), added.id()));
            }
        }
        List<Entry<?, ?>> more = new ArrayList<>(entries);
        more.add(added);
        return new ChangeSet(more, root);
    }

    /**
     * The changes, the root's own included: first, unless it is among them already; then it is made to advance. Where nothing
     * changes, or the root is among the changes at another version, it is checked.
     */
    List<Entry<?, ?>> entries() {
        Entry<?, ?> top = root;
        if (top == null) {
            return entries;
        }
        boolean isIdle = entries.stream().allMatch(Entry::isIdle);
        List<Entry<?, ?>> all = new ArrayList<>(entries);
        if (!isIdle) {
            all.replaceAll(entry -> entry.isOfRow(top) && entry.isIdle() ? entry.touched() : entry);
        }
        Optional<Entry<?, ?>> ofRoot = changeOf(top);
        if (ofRoot.isEmpty()) {
            all.add(0, isIdle ? top.checked() : top);
        } else if (!ofRoot.get().isAtVersionOf(top)) {
            all.add(0, top.checked());
        }
        return all;
    }

    private Optional<Entry<?, ?>> changeOf(Entry<?, ?> top) {
        return entries.stream().filter(entry -> entry.isOfRow(top)).findFirst();
    }

    /** Under which paths the root is told, and which change stored it, where that has another path. */
    Optional<Map.Entry<String, String>> aliasOfRoot() {
        Entry<?, ?> top = root;
        return top == null ? Optional.empty() : changeOf(top).map(change -> Map.entry(top.path(), change.path()));
    }
}
