package io.github.ifmatch.jdbi;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Table;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jspecify.annotations.Nullable;

/**
 * Which table a SQL object is of. One that says so itself is asked at each call: it may be the table of whichever tenant is served.
 * Thread-safe.
 */
final class DaoTables {

    /** How the table of a type's own is asked for; empty if it says none. */
    private static final ClassValue<Optional<MethodHandle>> OWN = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> daoType) {
            return tableOf(daoType).map(table -> asked(daoType, table));
        }
    };

    private final VersionedTables registry;
    private final Map<Class<?>, Known> known = new ConcurrentHashMap<>();

    /** The first table of a SQL object, as it is declared, and with the column types of the Jdbi. */
    private record Known(Table<?, ?> declared, Table<?, ?> typed) {}

    DaoTables(VersionedTables registry) {
        this.registry = registry;
    }

    /** The table, whose declaration is complete. */
    @CanIgnoreReturnValue
    Table<?, ?> of(Class<?> daoType) {
        Known first = known.get(daoType);
        if (first != null && OWN.get(daoType).isEmpty()) {
            return first.typed();
        }
        Table<?, ?> declared = declared(daoType, registry).orElseThrow(() -> noTable(daoType));
        if (first != null && first.declared().equals(declared)) {
            return first.typed();
        }
        Table<?, ?> typed = registry.typed(declared);
        known.putIfAbsent(daoType, new Known(declared, typed));
        return typed;
    }

    /** The table that a SQL object says is its own, or that is registered for its rows; empty if there is none. */
    private static Optional<Table<?, ?>> declared(Class<?> daoType, VersionedTables registry) {
        Optional<Table<?, ?>> own = own(daoType);
        return own.isPresent() ? own : registered(daoType, registry);
    }

    /** The table that is registered for the rows of a SQL object. */
    static Optional<Table<?, ?>> registered(Class<?> daoType, VersionedTables registry) {
        return VersionedDao.class.isAssignableFrom(daoType)
                ? registry.find(GenericTypes.getErasedType(rowOf(daoType))).map(found -> found)
                : Optional.empty();
    }

    /**
     * The table that a SQL object now says is its own; empty if it has no method that says one.
     *
     * @throws IllegalStateException if it answers null
     */
    static Optional<Table<?, ?>> own(Class<?> daoType) {
        return OWN.get(daoType).map(table -> call(daoType, table));
    }

    /** Its {@code default Table<…> table()}. */
    private static Optional<Method> tableOf(Class<?> daoType) {
        try {
            Method table = daoType.getMethod("table");
            return table.isDefault() && Table.class.isAssignableFrom(table.getReturnType())
                    ? Optional.of(table)
                    : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    private static Type rowOf(Class<?> daoType) {
        return GenericTypes.findGenericParameter(daoType, VersionedDao.class, 0)
                .orElseThrow(() -> new IllegalStateException(
                        daoType.getName() + " must say what its rows are: extends VersionedDao<Account, Long>"));
    }

    private static IllegalStateException noTable(Class<?> daoType) {
        return new IllegalStateException(daoType.getName() + " has no table for its rows ("
                + rowOf(daoType).getTypeName() + "): let it say so, default Table<…> table(), or register"
                + " the table, new VersionedPlugin().withTables(…)");
    }

    /** Before the SQL object is made there is nothing to call the method on but an object that can do nothing else. */
    private static MethodHandle asked(Class<?> daoType, Method table) {
        Object nobody = Proxy.newProxyInstance(
                daoType.getClassLoader(), new Class<?>[] {daoType}, (proxy, method, arguments) -> {
                    throw new IllegalStateException(
                            daoType.getName() + ".table() must not call the SQL object: " + method.getName());
                });
        try {
            return handle(table).bindTo(nobody);
        } catch (IllegalAccessException e) {
            throw closed(daoType, table.getDeclaringClass(), e);
        }
    }

    private static Table<?, ?> call(Class<?> daoType, MethodHandle table) {
        try {
            return answered(daoType, (Table<?, ?>) table.invoke());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(daoType.getName() + ".table() cannot be called", e);
        }
    }

    /** Without its answer there is no table: one that is registered for the rows may be of every tenant. */
    private static Table<?, ?> answered(Class<?> daoType, @Nullable Table<?, ?> answer) {
        if (answer == null) {
            throw new IllegalStateException(daoType.getName() + ".table() answered null: it must answer a table at each"
                    + " call, and when the SQL object is made. Nothing was sent.");
        }
        return answer;
    }

    /** A module must be read before it is looked into; reflection sees to that by itself, a lookup does not. */
    private static MethodHandle handle(Method table) throws IllegalAccessException {
        Class<?> owner = table.getDeclaringClass();
        DaoTables.class.getModule().addReads(owner.getModule());
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).unreflectSpecial(table, owner);
    }

    private static IllegalStateException closed(Class<?> daoType, Class<?> owner, IllegalAccessException cause) {
        Module ours = DaoTables.class.getModule();
        return new IllegalStateException(
                daoType.getName() + ".table() cannot be called: module "
                        + owner.getModule().getName() + " does not open its package. Add \"opens "
                        + owner.getPackageName() + (ours.isNamed() ? " to " + ours.getName() : "")
                        + ";\" to its module-info.java.",
                cause);
    }
}
