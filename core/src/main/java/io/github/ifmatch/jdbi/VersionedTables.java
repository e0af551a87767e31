package io.github.ifmatch.jdbi;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.extension.Extensions;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one Jdbi, by the class of their rows: {@code jdbi.getConfig(VersionedTables.class).register(ACCOUNTS)}, or {@link
 * VersionedPlugin#withTables}.
 *
 * <p>For SQL objects that do not say their table themselves, and for {@link VersionCheck}. There is one for each Jdbi: its
 * handles and SQL objects share it. Register the tables before the first SQL object is made. Thread-safe.
 */
public final class VersionedTables implements JdbiConfig<VersionedTables> {

    private final Map<Class<?>, Table<?, ?>> tables;
    private final Plans plans;
    private final AtomicBoolean isWatching;
    private final AtomicReference<@Nullable Database> database;

    /** Without the plugin there are no connections of its own: only rows on a handle's. */
    private final AtomicReference<@Nullable Database> detached;

    private @Nullable ConfigRegistry registry;

    /** Called by Jdbi. */
    public VersionedTables() {
        this.tables = new ConcurrentHashMap<>();
        this.plans = new Plans(this);
        this.isWatching = new AtomicBoolean();
        this.database = new AtomicReference<>();
        this.detached = new AtomicReference<>();
    }

    private VersionedTables(VersionedTables that) {
        this.tables = that.tables;
        this.plans = that.plans;
        this.isWatching = that.isWatching;
        this.database = that.database;
        this.detached = that.detached;
    }

    @Override
    public void setRegistry(ConfigRegistry newRegistry) {
        this.registry = newRegistry;
        detached.compareAndSet(null, detached(newRegistry)); // the Jdbi's own registry comes before its handles' copies
    }

    private static Database detached(ConfigRegistry registry) {
        Database none = Database.of(() -> {
            throw new IllegalStateException("only the handle's connection is used");
        });
        return none.withTypes(new JdbiTypes(registry)).withSender(new JdbiSender());
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
                    + ": there is " + other + " already");
        }
        if (registry != null && isWatching.compareAndSet(false, true)) {
            watch(registry);
        }
        return this;
    }

    /** From here on a SQL object is checked when it is first asked for; whoever is registered later is asked before. */
    static void watch(ConfigRegistry registry) {
        registry.get(Extensions.class).register(new EarlyCheck(registry));
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

    /** The registered tables of this name, as a statement writes it. */
    List<Table<?, ?>> named(SqlName name) {
        return tables.values().stream().filter(table -> name.isOf(table.name())).toList();
    }

    Plans plans() {
        return plans;
    }

    /**
     * The table with the column types of the Jdbi.
     *
     * @throws io.github.ifmatch.MappingException if its declaration is incomplete
     */
    <R, ID> Table<R, ID> typed(Table<R, ID> table) {
        return databaseOrDetached().repository(table).table();
    }

    /** The rows of a table in the handle's transaction. */
    <R, ID> VersionedRows<R, ID> rows(Handle handle, Table<R, ID> table) {
        return databaseOrDetached().repository(table).over(JdbiSource.of(handle));
    }

    private Database databaseOrDetached() {
        Database opened = database.get();
        return opened == null ? requireNonNull(detached.get()) : opened;
    }

    @Override
    public VersionedTables createCopy() {
        return new VersionedTables(this);
    }
}
