package io.github.ifmatch.engine.sql;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Table;
import java.sql.SQLException;

/** The catalogue could not be read, so nothing was sent to the table. */
public final class CatalogFailure extends SQLException {

    private static final long serialVersionUID = 1L;

    public CatalogFailure(Table<?, ?> table, SQLException cause) {
        super(
                "reading the catalogue of " + table.name() + " failed"
                        + (cause.getSQLState() == null ? "" : " (SQLSTATE " + cause.getSQLState() + ")")
                        + ". Nothing was sent.",
                cause.getSQLState(),
                cause.getErrorCode(),
                cause);
    }

    /** What the caller is told. */
    public DatabaseException told() {
        return new DatabaseException(String.valueOf(getMessage()), (SQLException) getCause());
    }
}
