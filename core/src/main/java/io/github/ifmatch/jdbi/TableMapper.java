package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the rows that queries of one's own answer as the table declares them, by the columns' names. Immutable. */
record TableMapper<R>(Table<R, ?> table) implements RowMapper<R> {

    @Override
    public R map(ResultSet row, StatementContext context) throws SQLException {
        Current current = Current.statement(null, context);
        try {
            return table.read(row);
        } finally {
            current.close();
        }
    }
}
