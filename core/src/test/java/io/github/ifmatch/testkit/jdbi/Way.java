package io.github.ifmatch.testkit.jdbi;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.jdbi.VersionedDao;
import io.github.ifmatch.jdbi.VersionedJdbi;
import io.github.ifmatch.jdbi.VersionedPlugin;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The ways to rows through Jdbi, each as what the contracts take for a repository. */
public enum Way {
    /** The repository of the Jdbi. */
    REPOSITORY {
        @Override
        <R, ID> VersionedRepository<R, ID> rows(Jdbi jdbi, UnaryOperator<Database> settings, Table<R, ID> table) {
            return VersionedJdbi.repository(jdbi, table);
        }
    },

    /** Each operation on the rows of a handle that is opened for it; a connection is wrapped into a handle. */
    HANDLE {
        @Override
        <R, ID> VersionedRepository<R, ID> rows(Jdbi jdbi, UnaryOperator<Database> settings, Table<R, ID> table) {
            VersionedRepository<R, ID> repository = VersionedJdbi.repository(jdbi, table);
            return proxy((method, arguments) -> {
                if (method.getName().equals("on")) {
                    return VersionedJdbi.rows(handle((Connection) arguments[0], settings), table);
                }
                if (method.getDeclaringClass() == VersionedRepository.class) {
                    return call(method, repository, arguments);
                }
                try (Handle handle = jdbi.open()) {
                    return call(method, VersionedJdbi.rows(handle, table), arguments);
                }
            });
        }
    },

    /** A SQL object on demand; a connection's is attached. */
    DAO {
        @Override
        <R, ID> VersionedRepository<R, ID> rows(Jdbi jdbi, UnaryOperator<Database> settings, Table<R, ID> table) {
            AnyDao.TABLE.set(table);
            AnyDao dao = jdbi.onDemand(AnyDao.class);
            return proxy((method, arguments) -> {
                AnyDao.TABLE.set(table);
                if (!method.getName().equals("on")) {
                    return call(method, dao, arguments);
                }
                AnyDao attached = handle((Connection) arguments[0], settings).attach(AnyDao.class);
                return proxy((inner, given) -> {
                    AnyDao.TABLE.set(table);
                    return call(inner, attached, given);
                });
            });
        }
    };

    /** The SQL object of any table: of the one that its thread has set. */
    public interface AnyDao extends VersionedDao<Object, Object> {

        ThreadLocal<Table<?, ?>> TABLE = new ThreadLocal<>();

        @Override
        @SuppressWarnings("unchecked")
        default Table<Object, Object> table() {
            return (Table<Object, Object>) TABLE.get();
        }
    }

    private interface Calls {
        Object on(Method method, Object[] arguments) throws Throwable;
    }

    abstract <R, ID> VersionedRepository<R, ID> rows(Jdbi jdbi, UnaryOperator<Database> settings, Table<R, ID> table);

    /** A Jdbi with the plugin. */
    public static Jdbi jdbi(DataSource dataSource, UnaryOperator<Database> settings) {
        return Jdbi.create(dataSource).installPlugin(new VersionedPlugin().with(settings));
    }

    private static Handle handle(Connection connection, UnaryOperator<Database> settings) {
        return Jdbi.create(() -> connection)
                .installPlugin(new VersionedPlugin().with(settings))
                .open();
    }

    @SuppressWarnings("unchecked")
    private static <R, ID> VersionedRepository<R, ID> proxy(Calls calls) {
        return (VersionedRepository<R, ID>) Proxy.newProxyInstance(
                Way.class.getClassLoader(),
                new Class<?>[] {VersionedRepository.class},
                (self, method, arguments) -> calls.on(method, arguments));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
