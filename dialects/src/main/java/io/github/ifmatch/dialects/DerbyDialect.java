package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.type.ColumnType;

/**
 * Derby 10.16: standard SQL, with the times and UUIDs that its driver does not know.
 *
 * <p>Immutable.
 */
public final class DerbyDialect implements Dialect {

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
}
