package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * The row stands at the expected version, and yet the database did not write it.
 *
 * <p>A trigger that returns no row, a rule, or a row-level policy that shows the row but does not let it be changed.
 * The row was not written; whether a trigger or a rule wrote something else instead cannot be seen: in a transaction of the write's own it is
 * rolled back, in autocommit it stands, and in somebody's transaction it is part of that. The message says which. What to do: look at
 * the table's triggers and policies; trying again cannot help.
 */
public final class SuppressedWriteException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final transient @Nullable Object id;

    /**
     * Says what was found, what state is left, and why it may be.
     *
     * @param found what the database did, and what stood beside it
     */
    public SuppressedWriteException(
            Table<?, ?> table, String where, @Nullable Object id, String found, String state, String why) {
        super(where + ": " + found + ". " + state + " " + why, null);
        this.table = table.name();
        this.id = id;
    }

    /** The table that did not take the write. */
    public String table() {
        return table;
    }

    /**
     * The id of the row.
     *
     * @throws IllegalStateException if the database was to give it, and after deserialisation: ids do not travel
     */
    public Object id() {
        if (id == null) {
            throw new IllegalStateException("the id is not known: " + getMessage());
        }
        return id;
    }
}
