package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * There is no such row (any more). Nothing was written, and the row was not created.
 *
 * <p>What to do: tell the user that it is gone. Trying again cannot help.
 */
public final class MissingRowException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final transient @Nullable Object id;

    /** Names the table and the id. */
    public MissingRowException(Table<?, ?> table, Object id) {
        super(table.nameOf(id) + ": there is no such row (any more). Nothing was written.", null);
        this.table = table.name();
        this.id = id;
    }

    /** The table that was asked. */
    public String table() {
        return table;
    }

    /**
     * The id that the table does not hold.
     *
     * @throws IllegalStateException after deserialisation: ids do not travel
     */
    public Object id() {
        if (id == null) {
            throw new IllegalStateException("the id of a deserialised exception is gone: " + getMessage());
        }
        return id;
    }
}
