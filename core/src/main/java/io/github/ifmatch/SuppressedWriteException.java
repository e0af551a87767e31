package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * The row stands at the expected version, and yet the database did not write it.
 *
 * <p>A trigger that returns no row, a rule, or a row-level policy that shows the row but does not let it be changed.
 * Nothing was written. What to do: look at the table's triggers and policies; trying again cannot help.
 */
public final class SuppressedWriteException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final transient @Nullable Object id;

    SuppressedWriteException(Table<?, ?> table, String where, @Nullable Object id, String found) {
        this(table, where, id, found, "A trigger, a rule or a row-level policy suppresses the write.");
    }

    SuppressedWriteException(Table<?, ?> table, String where, @Nullable Object id, String found, String why) {
        super(where + ": the database changed no row, though " + found + ". Nothing was written. " + why, null);
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
