package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How a database is spoken to: its dialect, and the statements of its tables, found on a first connection and kept. Shared
 * by databases that differ in nothing else. Thread-safe.
 */
final class KnownTables {

    private final @Nullable Dialect chosen;
    private final @Nullable ColumnTypes types;
    private final @Nullable Sender sender;
    private final Map<Table<?, ?>, TableSql<?, ?>> tables = new ConcurrentHashMap<>();
    private volatile @Nullable Engine engine;

    private KnownTables(@Nullable Dialect chosen, @Nullable ColumnTypes types, @Nullable Sender sender) {
        this.chosen = chosen;
        this.types = types;
        this.sender = sender;
    }

    /** In the dialect that is found, by plain JDBC. */
    static KnownTables standard() {
        return new KnownTables(null, null, null);
    }

    KnownTables withDialect(Dialect dialect) {
        return new KnownTables(dialect, types, sender);
    }

    KnownTables withTypes(ColumnTypes newTypes) {
        return new KnownTables(chosen, newTypes, sender);
    }

    KnownTables withSender(Sender newSender) {
        return new KnownTables(chosen, types, newSender);
    }

    /**
     * The table with the column types of this database.
     *
     * @throws MappingException if its declaration is incomplete
     */
    <R, ID> Table<R, ID> typed(Table<R, ID> table) {
        return (types == null ? table : table.under(types)).complete();
    }

    Engine engine(Connection connection) throws SQLException {
        Engine known = engine;
        if (known == null) {
            known = Engine.of(connection, chosen, sender);
            engine = known;
        }
        return known;
    }

    /**
     * The statements of a {@linkplain #typed typed} table. Two threads may render at once: the results are alike, and one
     * stays. A table that is not there yet is looked at again.
     */
    @SuppressWarnings("unchecked")
    <R, ID> TableSql<R, ID> sql(Connection connection, Table<R, ID> typed) throws SQLException {
        TableSql<R, ID> known = (TableSql<R, ID>) tables.get(typed);
        if (known == null) {
            known = TableSql.of(connection, engine(connection), typed);
            if (known.isOfKnownTable()) {
                tables.put(typed, known);
            }
        }
        return known;
    }
}
