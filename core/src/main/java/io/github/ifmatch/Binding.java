package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A table of one database; its statements are rendered on the first connection. Thread-safe. */
final class Binding<R, ID> {

    private final Database database;
    private final Table<R, ID> table;
    private volatile @Nullable TableSql<R, ID> sql;

    Binding(Database database, Table<R, ID> table) {
        this.database = database;
        this.table = table;
    }

    Journal journal() {
        return database.journal();
    }

    Table<R, ID> table() {
        return table;
    }

    /**
     * Two threads may render at once: the results are alike, and the last one stays. A table that is not there yet is looked
     * at again.
     */
    TableSql<R, ID> sql(Connection connection) throws SQLException {
        TableSql<R, ID> known = sql;
        if (known == null) {
            known = TableSql.of(connection, database.engine(connection), table);
            sql = known.isOfKnownTable() ? known : null;
        }
        return known;
    }
}
