package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;

/**
 * One transaction over several tables, as {@link Database#inTransaction} runs it.
 *
 * <p>For one thread at a time, like the connection, and only until the work returns.
 */
public interface Transaction {

    /**
     * The rows of a table, in this transaction.
     *
     * @throws IllegalStateException if the transaction has ended
     */
    <R, ID> VersionedRows<R, ID> rows(Table<R, ID> table);

    /**
     * Applies a change set: all of it, or nothing.
     *
     * <p>The rows are locked first, tables by name and ids ascending, so that two change sets cannot deadlock; then written,
     * each with its version checked. One round trip for each table and one for each change.
     *
     * @return the rows as stored
     * @throws RefusedException if a row was changed, is missing, or exists already: with every refusal, by path
     * @throws IllegalStateException if the transaction has ended
     */
    @CanIgnoreReturnValue
    ChangeSet.Result apply(ChangeSet changes);

    /**
     * The transaction's connection, for queries of one's own; not to be committed, rolled back or closed.
     *
     * <p>If a statement of one's own fails, let its exception end the work: the transaction must be rolled back.
     *
     * @throws IllegalStateException if the transaction has ended
     */
    Connection connection();
}
