package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.type.ColumnType;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Derby 10.16: standard SQL, with the times and UUIDs that its driver does not know.
 *
 * <p>Immutable.
 */
public final class DerbyDialect implements Dialect {

    /** How Derby locks, which standard SQL has to know as well. */
    private final Dialect standard;

    /** Made by the {@link java.util.ServiceLoader}, or by hand for {@link io.github.ifmatch.Database#withDialect}. */
    public DerbyDialect() {
        this(Dialect.STANDARD);
    }

    private DerbyDialect(Dialect standard) {
        this.standard = standard;
    }

    @Override
    public boolean speaks(String productName) {
        return productName.equals("Apache Derby");
    }

    @Override
    public Dialect on(Connection connection) throws SQLException {
        return new DerbyDialect(standard.on(connection));
    }

    @Override
    public String name() {
        return "Derby";
    }

    @Override
    public String locking(String select) {
        return standard.locking(select);
    }

    @Override
    public ColumnType<Object> adapt(Class<?> javaType, ColumnType<Object> type) {
        return DerbyTypes.adapt(type);
    }
}
