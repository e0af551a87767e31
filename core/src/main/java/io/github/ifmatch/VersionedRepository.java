package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * What can be done with the rows of one table, each operation in a transaction of its own.
 *
 * <p>A write that the dialect can make in one statement is one round trip in autocommit. Where the database reports a
 * serialization failure, the row is read again in a new transaction: if it has changed, that is a conflict; if not, the
 * write is sent again, at most 5 attempts in all. So is a query. A write that was refused, and that nothing stands against
 * when we look, is sent once more. Nothing else is tried again. On failure nothing is written.
 *
 * <p>If its database is made of a {@link ConnectionSource}, an operation joins the transaction that the thread is in, and is
 * then as {@link #on(Connection)} describes.
 *
 * <p>Thread-safe.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public interface VersionedRepository<R, ID> extends VersionedRows<R, ID> {

    /**
     * The repository of a table, in the database's own dialect: {@code Database.of(dataSource).repository(table)}.
     *
     * @throws MappingException if the table's declaration is incomplete
     */
    static <R, ID> VersionedRepository<R, ID> of(DataSource dataSource, Table<R, ID> table) {
        return Database.of(dataSource).repository(table);
    }

    /**
     * Updates the row; on a conflict the resolver says what to write instead, on the version of the row that it was shown.
     *
     * <p>That write is conditional too: if the row changes once more, the resolver is asked once more, with the caller's
     * row and the new current one; at most 8 writes in all. Each is a transaction of its own. Before the last one the row is locked, and
     * the resolver is asked while it is: what {@link #modify(Object, UnaryOperator, Retry)} says of its function holds for it. Rows that can
     * be changed in place are shown as copies, made of the values that the caller's row has now.
     *
     * @return applied; missing; or the conflict that the resolver left
     * @throws BusyException if the row could not be locked in time
     */
    default Outcome<R> tryUpdate(R mine, Resolver<R> resolver) {
        return tryUpdate(mine, resolver, Retry.ONE_ROW);
    }

    /**
     * Updates the row as {@link #tryUpdate(Object, Resolver)} does, with so many writes at most, and within the deadline.
     *
     * <p>There are no pauses: the resolver has just been shown the row, and a pause would let it change again.
     */
    Outcome<R> tryUpdate(R mine, Resolver<R> resolver, Retry retry);

    /**
     * Updates the row, as {@link #tryUpdate(Object, Resolver)} does.
     *
     * @return the row as stored
     * @throws ConflictException if the resolver left the conflict
     * @throws MissingRowException if there is no such row
     * @throws BusyException if the row could not be locked in time
     */
    @CanIgnoreReturnValue
    default R update(R mine, Resolver<R> resolver) {
        return tryUpdate(mine, resolver).orElseThrow();
    }

    /** Updates the row as {@link #update(Object, Resolver)} does, with so many writes at most. */
    @CanIgnoreReturnValue
    default R update(R mine, Resolver<R> resolver, Retry retry) {
        return tryUpdate(mine, resolver, retry).orElseThrow();
    }

    /** Changes the row as {@link #modify(Object, UnaryOperator, Retry)} does, by {@link Retry#ONE_ROW}: in at most 8 attempts. */
    @CanIgnoreReturnValue
    default R modify(ID id, UnaryOperator<R> change) {
        return modify(id, change, Retry.ONE_ROW);
    }

    /**
     * Reads the row, changes it and writes what differs; on a conflict, a serialization failure or a {@link BusyException}
     * once more, from the row as it then stands.
     *
     * <p>What differs is found by the values that were read: the change may make a new row, or change the row that it is
     * passed in place, and give that. A change that changes nothing writes nothing. An interrupt ends the pauses and is kept; the failure
     * of the last attempt is thrown, the earlier ones suppressed in it.
     *
     * <p>The first attempts are optimistic: a query, then a conditional write, each a transaction of its own. The last one is locked: one
     * transaction that locks the row, calls the function, writes and commits. So nobody can be faster, and it waits for its turn at the
     * lock. {@link Retry#withoutLocking()} turns that off.
     *
     * <p>The function is called once for each attempt, and in the last one while the row is locked: keep it short. What it does there
     * through a repository of the same source is part of the locked attempt's transaction, and stands only if that commits; writing the row itself is an
     * {@link IllegalStateException}. Whatever else writes this row and is waited for (another data source, another thread) waits for the
     * lock, and so for the function itself: do not call it.
     *
     * @param change should do nothing else than make the new row
     * @return the row as stored
     * @throws MissingRowException if there is no such row; it is not tried again
     * @throws BusyException if the row could not be locked in time, or others were in the way each time
     * @throws ConflictException if nothing was to be locked, and somebody else was faster every time
     */
    @CanIgnoreReturnValue
    R modify(ID id, UnaryOperator<R> change, Retry retry);

    /** The same rows in the transaction of the caller's connection, which is never committed, rolled back or closed. */
    VersionedRows<R, ID> on(Connection connection);

    /**
     * The same repository over connections to the same database from elsewhere, for a framework that has its own: what
     * {@link Database#of(ConnectionSource)} says of joining holds for it.
     */
    VersionedRepository<R, ID> over(ConnectionSource source);
}
