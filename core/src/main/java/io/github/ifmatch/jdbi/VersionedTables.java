package io.github.ifmatch.jdbi;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one Jdbi, by the class of their rows: for SQL objects that do not say it themselves.
 *
 * <p>There is one for each Jdbi: its handles and SQL objects share it. Thread-safe.
 */
public final class VersionedTables implements JdbiConfig<VersionedTables> {

    private final Map<Class<?>, Table<?, ?>> tables;
    private final AtomicReference<@Nullable Database> database;

    /** Called by Jdbi. */
    public VersionedTables() {
        this.tables = new ConcurrentHashMap<>();
        this.database = new AtomicReference<>();
    }

    private VersionedTables(VersionedTables that) {
        this.tables = that.tables;
        this.database = that.database;
    }

    /**
     * Registers the table that rows of its class stand in.
     *
     * @throws IllegalArgumentException if another table is registered for the class
     */
    @CanIgnoreReturnValue
    public VersionedTables register(Table<?, ?> table) {
        Class<?> rowType = requireNonNull(table, "table must not be null").rowType();
        Table<?, ?> other = tables.putIfAbsent(rowType, table);
        if (other != null && !other.equals(table)) {
            throw new IllegalArgumentException("table must be the only one for the rows of " + rowType.getName()
                    + ": there is " + other + " already, so let the SQL object say which with table()");
        }
        return this;
    }

    /** The table that is registered for this class of rows. */
    @SuppressWarnings("unchecked")
    public <R> Optional<Table<R, ?>> find(Class<R> rowType) {
        return Optional.ofNullable((Table<R, ?>) tables.get(requireNonNull(rowType, "rowType must not be null")));
    }

    void open(Database newDatabase) {
        database.set(newDatabase);
    }

    Database database() {
        Database opened = database.get();
        if (opened == null) {
            throw new IllegalStateException("the plugin must be installed: jdbi.installPlugin(new VersionedPlugin())");
        }
        return opened;
    }

    @Override
    public VersionedTables createCopy() {
        return new VersionedTables(this);
    }
}
