package io.github.ifmatch;

/**
 * The row stands at the expected version, and yet the database did not write it.
 *
 * <p>A trigger that returns no row, a rule, or a row-level policy that shows the row but does not let it be changed.
 * Nothing was written. What to do: look at the table's triggers and policies; trying again cannot help.
 */
public final class SuppressedWriteException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final transient Object id;

    SuppressedWriteException(String table, Object id, String found) {
        super(
                table + " " + id + ": the database changed no row, though " + found
                        + ". Nothing was written. A trigger, a rule or a row-level policy suppresses the write.",
                null);
        this.table = table;
        this.id = id;
    }

    /** The table that did not take the write. */
    public String table() {
        return table;
    }

    /** The id of the row; null after deserialisation. */
    public Object id() {
        return id;
    }
}
