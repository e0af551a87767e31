package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * The table's declaration does not fit the row's class, or the database.
 *
 * <p>Raised where the mistake is made: when the table is declared, or, for what only the database knows, at the first
 * row that shows it. What to do: mend the declaration or the table; the message says where.
 */
public final class MappingException extends VersionedException {

    private static final long serialVersionUID = 1L;

    /**
     * Says where, what was found, and what state is left; never a column's value.
     *
     * @param cause the driver's exception, if there is one
     */
    public MappingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same, without a cause. */
    public MappingException(String message) {
        super(message, null);
    }
}
