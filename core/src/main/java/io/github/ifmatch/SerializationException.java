package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot place this transaction in any order with the others. The transaction is dead; nothing was written.
 *
 * <p>Raised at REPEATABLE READ and above (SQLSTATE 40001), by a write or by the commit; where all that can be seen of a row may be
 * older than the write; and in a transaction when the table was altered after a statement had been prepared. What to do: roll back,
 * and run the <em>whole</em> transaction again, reads included. Nothing more may be sent in it: PostgreSQL refuses every statement; H2
 * has rolled back already and would run what follows in a new transaction.
 */
public final class SerializationException extends VersionedException {

    private static final long serialVersionUID = 1L;

    /**
     * Says where, what was found, and what state is left; never a column's value.
     *
     * @param cause the driver's exception, if there is one
     */
    public SerializationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public VersionedException after(int attempts) {
        return new SerializationException(counted(getMessage(), attempts), getCause());
    }
}
