package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.type.ColumnType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Derby 10.16: standard SQL, with the times and UUIDs that its driver does not know.
 *
 * <p>Thread-safe.
 */
public final class DerbyDialect implements Dialect {

    private static final ReentrantLock CATALOGUE = new ReentrantLock();

    /** Made by the {@link java.util.ServiceLoader}, or by hand for {@link io.github.ifmatch.Database#withDialect}. */
    public DerbyDialect() {}

    @Override
    public boolean speaks(String productName) {
        return productName.equals("Apache Derby");
    }

    @Override
    public String name() {
        return "Derby";
    }

    /**
     * What JDBC tells, asked by one thread at a time: Derby compiles its driver's queries of the catalogue when they are first sent, and threads
     * that do so at once can wait for one another until the lock time-out. Who has waited for a second asks all the same, since it may hold
     * locks that the other waits for.
     */
    @Override
    public Optional<CatalogTable> catalogTable(Connection connection, CatalogName name) throws SQLException {
        boolean isAlone = false;
        try {
            isAlone = CATALOGUE.tryLock(1, TimeUnit.SECONDS);
            return Dialect.super.catalogTable(connection, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Dialect.super.catalogTable(connection, name);
        } finally {
            if (isAlone) {
                CATALOGUE.unlock();
            }
        }
    }

    /**
     * Not with ORDER BY; and at READ COMMITTED until the transaction ends only WITH RS (reference manual, "SELECT statement", "WITH
     * clause"). Rows are locked in the order in which they are read.
     */
    @Override
    public String locking(String select) {
        return select.replaceFirst(" ORDER BY [^?]*$", "") + " FOR UPDATE WITH RS";
    }

    @Override
    public ColumnType<Object> adapt(Class<?> javaType, ColumnType<Object> type) {
        return DerbyTypes.adapt(type);
    }

    @Override
    public boolean mayBatch(WriteKind kind) {
        return false;
    }
}
