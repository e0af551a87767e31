package io.github.ifmatch.dialects;

import io.github.ifmatch.type.TransactionIdType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's {@code xmin} as a version, for a table that has none: the id of the transaction that wrote the row, of 32 bits (see
 * the manual's "System Columns").
 *
 * <pre>{@code
 * static final Table<Account, Long> ACCOUNTS = Table.of(Account.class, Long.class)
 *         .column("version", "xmin")
 *         .type("version", PostgresXmin.TYPE)
 *         .versions(VersionSource.DATABASE);
 * }</pre>
 *
 * <p>Every write of the row changes it, also one of unversioned columns, and one by a program that knows nothing of versions. It stays the
 * same when one transaction writes the row twice, it may come back after four thousand million transactions, and it does not outlive a
 * dump that is restored, or a replica that is copied row by row: an entity tag made of it is not for keeping. Views have none.
 *
 * <p>Thread-safe: it has no state.
 */
public final class PostgresXmin implements TransactionIdType {

    /** The only one. */
    public static final PostgresXmin TYPE = new PostgresXmin();

    private PostgresXmin() {}

    /** Bound without a type, for no type of JDBC is one of transactions: the server takes it for what it is compared with. */
    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        statement.setObject(index, value == null ? null : value.toString(), Types.OTHER);
    }

    @Override
    public @Nullable Long read(ResultSet row, int index) throws SQLException {
        String id = row.getString(index);
        return id == null ? null : Long.valueOf(id);
    }
}
