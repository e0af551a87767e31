package io.github.ifmatch.engine;

import io.github.ifmatch.Table;
import io.github.ifmatch.engine.sql.CatalogFailure;
import io.github.ifmatch.engine.sql.KnownTable;
import io.github.ifmatch.engine.sql.KnownTables;
import io.github.ifmatch.engine.sql.TableSql;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A table of one database; its statements are rendered on the first connection. Thread-safe. */
public final class Binding<R, ID> {

    private final KnownTables tables;
    private final Journal journal;
    private final Table<R, ID> table;
    private final boolean locksBatches;
    private volatile @Nullable KnownTable<R, ID> known;

    Binding(KnownTables tables, Journal journal, Table<R, ID> table, boolean locksBatches) {
        this.tables = tables;
        this.journal = journal;
        this.table = tables.typed(table);
        this.locksBatches = locksBatches;
    }

    Journal journal() {
        return journal;
    }

    /** Whether batches lock their rows before they write any, in transactions of their own, too. */
    boolean locksBatches() {
        return locksBatches;
    }

    public Table<R, ID> table() {
        return table;
    }

    /**
     * Kept here too: it is asked for at each operation.
     *
     * @throws CatalogFailure if the catalogue is to be read, and cannot be
     */
    TableSql<R, ID> sql(Connection connection) throws SQLException {
        KnownTable<R, ID> current = known;
        if (current == null || !current.isFresh(tables.now())) {
            current = tables.table(connection, table);
            known = current;
        }
        return current.sql();
    }
}
