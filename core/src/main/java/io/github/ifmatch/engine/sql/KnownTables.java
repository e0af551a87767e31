package io.github.ifmatch.engine.sql;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Sender;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.type.ColumnTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a database is spoken to: its dialect, and the statements of its tables, found on a first connection and kept. Shared
 * by databases that differ in nothing else. Thread-safe.
 */
public final class KnownTables {

    /** How many tables are kept; one more, and all are forgotten and looked at again. */
    public static final int KEPT_TABLES = 1_000;

    private final @Nullable Dialect chosen;
    private final @Nullable ColumnTypes types;
    private final Sender sender;
    private final LongSupplier nanoTime;
    private final Map<Table<?, ?>, KnownTable<?, ?>> tables = new ConcurrentHashMap<>();
    private volatile @Nullable Engine engine;

    private KnownTables(@Nullable Dialect chosen, @Nullable ColumnTypes types, Sender sender, LongSupplier nanoTime) {
        this.chosen = chosen;
        this.types = types;
        this.sender = sender;
        this.nanoTime = nanoTime;
    }

    /** In the dialect that is found, by plain JDBC. */
    public static KnownTables standard() {
        return standard(System::nanoTime);
    }

    /** The same, by another clock. */
    public static KnownTables standard(LongSupplier nanoTime) {
        return new KnownTables(null, null, Sender.plain(), nanoTime);
    }

    public KnownTables withDialect(Dialect dialect) {
        return new KnownTables(dialect, types, sender, nanoTime);
    }

    public KnownTables withTypes(ColumnTypes newTypes) {
        return new KnownTables(chosen, newTypes, sender, nanoTime);
    }

    public KnownTables withSender(Sender newSender) {
        return new KnownTables(chosen, types, newSender, nanoTime);
    }

    /**
     * The table with the column types of this database.
     *
     * @throws MappingException if its declaration is incomplete
     */
    public <R, ID> Table<R, ID> typed(Table<R, ID> table) {
        DeclaredTable<R, ID> declared = DeclaredTable.of(table);
        return (types == null ? declared : declared.under(types)).complete();
    }

    public Engine engine(Connection connection) throws SQLException {
        Engine known = engine;
        if (known == null) {
            known = Engine.of(connection, chosen, sender);
            engine = known;
        }
        return known;
    }

    /** Now, in nanoseconds since some moment. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /**
     * The statements of a {@linkplain #typed typed} table. Two threads may render at once: the results are alike, and one
     * stays.
     *
     * @throws CatalogFailure if the catalogue cannot be read
     */
    @SuppressWarnings("unchecked")
    public <R, ID> KnownTable<R, ID> table(Connection connection, Table<R, ID> typed) throws SQLException {
        KnownTable<R, ID> known = (KnownTable<R, ID>) tables.get(typed);
        if (known != null && known.isFresh(now())) {
            return known;
        }
        try {
            KnownTable<R, ID> read = read(connection, typed, known);
            keep(typed, read);
            return read;
        } catch (SQLException e) {
            throw new CatalogFailure(typed, e);
        }
    }

    private <R, ID> KnownTable<R, ID> read(Connection connection, Table<R, ID> typed, @Nullable KnownTable<R, ID> known)
            throws SQLException {
        Engine current = engine(connection);
        long now = now();
        Optional<CatalogTable> found = find(connection, current, typed);
        if (known != null && known.confirm(found, now)) {
            known.sql().lookForGeneratedParts(connection); // which are no part of what the catalogue was asked for
            return known;
        }
        TableSql<R, ID> sql = new TableSql<>(current, DeclaredTable.of(typed).mapping(), found);
        if (found.isPresent()) {
            sql.lookForGeneratedParts(connection);
        }
        return new KnownTable<>(sql, found, now);
    }

    /** What the catalogue says of the table now. */
    static Optional<CatalogTable> find(Connection connection, Engine engine, Table<?, ?> table) throws SQLException {
        CatalogName name = engine.identifiers().catalogName(connection.getMetaData(), table.name());
        return engine.dialect().catalogTable(connection, name);
    }

    /** Tables that are declared anew for each call must not fill the memory. */
    private void keep(Table<?, ?> table, KnownTable<?, ?> known) {
        if (tables.size() >= KEPT_TABLES) {
            tables.clear();
        }
        tables.put(table, known);
    }
}
