package io.github.ifmatch.jdbi;

import io.github.ifmatch.VersionedRepository;
import org.jdbi.v3.sqlobject.SqlObject;

/**
 * A SQL object with every operation on the rows of one table, beside queries and updates of its own:
 *
 * <pre>{@code
 * public interface AccountDao extends VersionedDao<Account, Long> {
 *     @SqlQuery("SELECT * FROM accounts WHERE owner = :owner")
 *     List<Account> byOwner(String owner);
 * }
 * }</pre>
 *
 * <p>Its table is what its own {@code default Table<Account, Long> table()} says. It is asked at each call, so that it may be the table of
 * whichever tenant is served, and when the SQL object is made: where no tenant is served, let it answer a table that is {@linkplain
 * io.github.ifmatch.Table#fixed fixed} at a value which no tenant has; null is an {@link IllegalStateException}. Let it answer a table that is
 * kept: to declare one takes time. Without that method the table is the one that is registered for the rows, see {@link VersionedTables}.
 *
 * <p>A SQL object without a table, or whose table's declaration is incomplete, cannot be made: attached or on demand, it fails at once. Rows
 * that its queries answer are read as the table declares them, unless a row mapper of the application's is registered for their class.
 *
 * <p>Each operation runs on the SQL object's handle: in its transaction, or, while it is in none, in one of its own. What is
 * tried again in a transaction of its own, such as {@code modify}, is not once the transaction is somebody else's and dead.
 *
 * <p>As with every SQL object: on demand it is Thread-safe; attached, it is for one thread at a time, like the handle.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public interface VersionedDao<R, ID> extends VersionedRepository<R, ID>, SqlObject {}
