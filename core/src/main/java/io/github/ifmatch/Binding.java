package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A table of one database; its statements are rendered on the first connection. Thread-safe. */
final class Binding<R, ID> {

    private final KnownTables tables;
    private final Journal journal;
    private final Table<R, ID> table;
    private volatile @Nullable TableSql<R, ID> sql;

    Binding(KnownTables tables, Journal journal, Table<R, ID> table) {
        this.tables = tables;
        this.journal = journal;
        this.table = tables.typed(table);
    }

    Journal journal() {
        return journal;
    }

    Table<R, ID> table() {
        return table;
    }

    /** Kept here too: it is asked for at each operation. */
    TableSql<R, ID> sql(Connection connection) throws SQLException {
        TableSql<R, ID> known = sql;
        if (known == null) {
            known = tables.sql(connection, table);
            sql = known.isOfKnownTable() ? known : null;
        }
        return known;
    }
}
