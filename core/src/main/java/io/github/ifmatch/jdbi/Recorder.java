package io.github.ifmatch.jdbi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how each parameter of a statement was bound, row by row, and what a batch answers: Jdbi tells neither. For one
 * thread at a time, like the connection.
 */
final class Recorder {

    private Map<Integer, Setting> bound = new HashMap<>();
    private final List<Map<Integer, Setting>> batch = new ArrayList<>();
    private int[] counts = {};

    /** The same statement, watched. */
    PreparedStatement watched(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                Recorder.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> invoked(statement, method, arguments));
    }

    /** How the parameters were bound, for each row; one row if it is no batch. */
    List<Map<Integer, Setting>> rows() {
        return batch.isEmpty() ? List.of(bound) : batch;
    }

    boolean isBatch() {
        return !batch.isEmpty();
    }

    /** How many rows one statement of the batch changed; −1 if the driver did not say. */
    int count(int row) {
        return row < counts.length ? counts[row] : -1;
    }

    private @Nullable Object invoked(
            PreparedStatement statement, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        Object result = invoke(statement, method, arguments);
        Setting setting = Setting.of(method, arguments);
        String name = method.getName();
        if (setting != null) {
            bound.put(setting.parameter(), setting);
        } else if (name.equals("clearParameters")) {
            bound.clear();
        } else if (name.equals("addBatch") && arguments == null) {
            batch.add(bound);
            bound = new HashMap<>(bound); // what is not bound anew stays bound
        } else if (name.equals("executeBatch") && result instanceof int[] answered) {
            counts = answered;
        }
        return result;
    }

    private static @Nullable Object invoke(
            PreparedStatement statement, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(statement, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
