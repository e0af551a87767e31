package io.github.ifmatch.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement that makes the same write for many rows, as a {@link Dialect} has it.
 *
 * <p>It takes the rows' locks in the order of their ids as the database sorts them, before it writes any (but for the one that is
 * {@linkplain #unlocked not locked first}), and writes those that stand at their expected version. (An insert makes those whose id
 * does not exist, in the order given, at the versions given, else at 1; of two that are one id to the database, the first.) It is
 * executed as a query, and answers:
 *
 * <ul>
 *   <li>each row that it wrote: the columns, as stored (as the row last stood, for a delete); then the row's place among those
 *       given, from 1; then true. An insert that made only some of the rows may answer NULL for the place;
 *   <li>each row that stands at another version: its columns as it now stands, locked; its place; then false. (For an insert,
 *       each row that exists; these may be left out.)
 * </ul>
 *
 * <p>in any order. What is not answered is looked for by a query, and a write that nothing stands against is sent by itself.
 * Tracked, it answers {@link Dialect#transactionId()} in a last column.
 *
 * <p>It must mean what a JDBC batch means: a value is bound as the driver would bind one of its class. It is kept as long as
 * the table is known, so it must not depend on the types that columns had when it was made.
 *
 * <p>Thread-safe: every implementation must be; it best holds no state.
 */
public interface BatchStatement {

    /** The statement. */
    String text();

    /** The same, with the transaction's id in one more column. Default: not tracked. */
    default String tracked() {
        return text();
    }

    /**
     * The same write, faster, since it does not lock the rows first: it is sent only in a transaction that is run again, with the
     * statement that does lock first, if the database ends it for a deadlock.
     *
     * <p>It is given the rows in the order of their ids, and must lock them in it. It takes the same values, and answers only the rows
     * that it wrote. It must not write a row that another transaction changes while it waits for it.
     *
     * @return empty, the default, if there is none that would be faster
     */
    default Optional<BatchStatement> unlocked() {
        return Optional.empty();
    }

    /**
     * A value that is bound as a literal without a type, which takes the column's own: {@code setObject} with
     * {@link java.sql.Types#OTHER}. Immutable.
     *
     * @param text the literal, unquoted
     */
    record Untyped(String text) {}

    /** Values that are ready to be bound. */
    interface Values {
        /** Binds them all. */
        void bind(PreparedStatement statement) throws SQLException;
    }

    /**
     * Makes the rows' values ready.
     *
     * @param columns one array for each column: those that are set, then the id's, then, where the shape
     *     {@linkplain BatchShape#givesVersions gives versions}, those; an insert has the id's first. Each has a value for every
     *     row: of the class that the shape {@linkplain BatchShape#types names}, which is the array's own, or null.
     * @return empty if the statement cannot take one of them: then the rows are sent in another way
     */
    Optional<Values> values(List<@Nullable Object[]> columns);
}
