package io.github.ifmatch;

import java.sql.Connection;
import javax.sql.DataSource;

/**
 * What can be done with the rows of one table, each operation in a transaction of its own.
 *
 * <p>A write that the dialect can make in one statement is one round trip in autocommit. Where the database reports a
 * serialization failure, the row is read again in a new transaction: if it has changed, that is a conflict; if not, the
 * write is sent again, at most 5 attempts in all. So is a query. A write that was refused, and that nothing stands against
 * when we look, is sent once more. Nothing else is tried again. On failure nothing is written.
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

    /** The same rows in the transaction of the caller's connection, which is never committed, rolled back or closed. */
    VersionedRows<R, ID> on(Connection connection);
}
