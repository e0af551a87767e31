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
 * same when one transaction writes the row twice, so that it keeps no holder of the row in that transaction from overwriting another. It may
 * come back after four thousand million transactions, and does not outlive a dump that is restored, or a replica that is copied row by row: an
 * entity tag made of it is not for keeping. Views have none, and a partitioned table answers none to an INSERT: declare it with {@code
 * readBack()}.
 *
 * <p>Thread-safe: it has no state.
 */
public final class PostgresXmin implements TransactionIdType {

    /** The only one. */
    public static final PostgresXmin TYPE = new PostgresXmin();

    private static final long LAST = 0xFFFF_FFFFL;

    private PostgresXmin() {}

    /**
     * Bound without a type, for no type of JDBC is one of transactions: the server takes it for what it is compared with. A number of more
     * bits, of which servers before 16 would take a part, is no row's.
     */
    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        boolean isId = value != null && value >= 0 && value <= LAST;
        statement.setObject(index, isId ? String.valueOf(value) : null, Types.OTHER);
    }

    @Override
    public @Nullable Long read(ResultSet row, int index) throws SQLException {
        String id = row.getString(index);
        return id == null ? null : Long.valueOf(id);
    }
}
