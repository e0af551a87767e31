package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigCustomizer;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ConfigCustomizerFactory;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.ExtensionHandler;
import org.jdbi.v3.core.extension.ExtensionHandlerFactory;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.mapper.RowMappers;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * What SQL objects do when one of our operations is called: it is done by the repository on their handle. Thread-safe.
 *
 * <p>As an extension factory it makes nothing, but is asked before any SQL object is made: so it can refuse one that has no
 * table.
 */
final class DaoSupport implements ExtensionFactory, ExtensionHandlerFactory, ConfigCustomizerFactory {

    private final DaoTables tables;

    private DaoSupport(DaoTables tables) {
        this.tables = tables;
    }

    static void install(Jdbi jdbi) {
        DaoSupport support = new DaoSupport(new DaoTables(jdbi.getConfig(VersionedTables.class)));
        jdbi.installPlugin(new SqlObjectPlugin());
        VersionedTables.watch(jdbi.getConfig());
        jdbi.getConfig(Extensions.class)
                .register(support)
                .registerHandlerFactory(support)
                .registerConfigCustomizerFactory(support);
    }

    @Override
    public boolean accepts(Class<?> extensionType) {
        if (VersionedDao.class.isAssignableFrom(extensionType)) {
            tables.of(extensionType);
        }
        return false;
    }

    @Override
    public boolean accepts(Class<?> extensionType, Method method) {
        return VersionedDao.class.isAssignableFrom(extensionType)
                && (isOurs(method.getDeclaringClass()) || isTable(method));
    }

    private static boolean isOurs(Class<?> owner) {
        return owner == VersionedBatches.class || owner == VersionedRows.class || owner == VersionedRepository.class;
    }

    private static boolean isTable(Method method) {
        return method.getName().equals("table") && method.getParameterCount() == 0;
    }

    @Override
    public Optional<ExtensionHandler> createExtensionHandler(Class<?> extensionType, Method method) {
        tables.of(extensionType);
        ExtensionHandler.Simple handler = isTable(method)
                ? (handles, arguments) -> repository(handles.getHandle(), tables.of(extensionType))
                        .table()
                : (handles, arguments) ->
                        call(method, repository(handles.getHandle(), tables.of(extensionType)), arguments);
        return Optional.of(handler);
    }

    /** Its queries map rows as the table does, unless the application has said otherwise. */
    @Override
    public Collection<ConfigCustomizer> forExtensionType(Class<?> extensionType) {
        return VersionedDao.class.isAssignableFrom(extensionType)
                ? List.of(config -> mapRows(config, tables.of(extensionType)))
                : List.of();
    }

    private static void mapRows(ConfigRegistry config, Table<?, ?> table) {
        RowMappers mappers = config.get(RowMappers.class);
        if (mappers.findFor((Type) table.rowType()).isEmpty()) {
            mappers.register(table.rowType(), new TableMapper<>(table));
        }
    }

    private static VersionedRepository<?, ?> repository(Handle handle, Table<?, ?> table) {
        return VersionedJdbi.repository(handle, table);
    }

    private static Object call(Method method, VersionedRepository<?, ?> repository, Object[] arguments)
            throws Exception {
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw (Error) e.getCause();
        }
    }
}
