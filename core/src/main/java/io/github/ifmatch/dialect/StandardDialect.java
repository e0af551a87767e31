package io.github.ifmatch.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/** Standard SQL, for any database that has no dialect of its own. Immutable. */
final class StandardDialect implements Dialect {

    @Override
    public boolean speaks(String productName) {
        return false;
    }

    @Override
    public Dialect on(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals(SqliteStandard.PRODUCT)
                ? new SqliteStandard()
                : this;
    }

    @Override
    public String name() {
        return "standard SQL";
    }
}
