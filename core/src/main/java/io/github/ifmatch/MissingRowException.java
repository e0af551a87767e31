package io.github.ifmatch;

/**
 * There is no such row (any more). Nothing was written, and the row was not created.
 *
 * <p>What to do: tell the user that it is gone. Trying again cannot help.
 */
public final class MissingRowException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final transient Object id;

    MissingRowException(String table, Object id) {
        super(table + " " + id + ": there is no such row (any more). Nothing was written.", null);
        this.table = table;
        this.id = id;
    }

    /** The table that was asked. */
    public String table() {
        return table;
    }

    /** The id that the table does not hold; null after deserialisation. */
    public Object id() {
        return id;
    }
}
