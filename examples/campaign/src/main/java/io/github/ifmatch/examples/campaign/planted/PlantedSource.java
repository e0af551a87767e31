package io.github.ifmatch.examples.campaign.planted;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose statements or transactions are not what they seem. Thread-safe. */
final class PlantedSource {

    private static final Pattern COMPARED = Pattern.compile("(?i)AND (\"?version\"? = \\?)");
    private static final Pattern ADVANCED = Pattern.compile("(?i)(\"?version\"? = (?:\\w+\\.)?\"?version\"? \\+) 1");

    private PlantedSource() {}

    static DataSource around(DataSource source, Planted fault) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object answer = call(source, method, arguments);
            return answer instanceof Connection connection ? around(connection, fault) : answer;
        });
    }

    private static Connection around(Connection connection, Planted fault) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement") && arguments != null) {
                arguments[0] = changed((String) arguments[0], fault);
            }
            if (method.getName().equals("rollback") && arguments == null && fault == Planted.ROLLBACK_COMMITS) {
                connection.commit();
                return null;
            }
            if (method.getName().equals("commit") && fault == Planted.COMMIT_FAILURE_SWALLOWED) {
                return commit(connection);
            }
            return call(connection, method, arguments);
        });
    }

    private static @Nullable Object commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            return null; // this is the fault
        }
        return null;
    }

    private static String changed(String sql, Planted fault) {
        return switch (fault) {
            case VERSION_NOT_COMPARED -> COMPARED.matcher(sql).replaceAll("AND ($1 OR TRUE)");
            case DELETE_UNCONDITIONAL -> sql.startsWith("DELETE")
                    ? COMPARED.matcher(sql).replaceAll("AND ($1 OR TRUE)")
                    : sql;
            case VERSION_NOT_ADVANCED -> ADVANCED.matcher(sql).replaceAll("$1 0");
            default -> sql;
        };
    }

    @Nullable
    static Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
