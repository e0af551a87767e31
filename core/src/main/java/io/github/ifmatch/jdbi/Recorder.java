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
 * Writes down what is bound to a statement, row by row, and what a batch answers: Jdbi tells neither. For one thread at a time,
 * like the connection.
 */
final class Recorder {

    private Map<Integer, @Nullable Object> bound = new HashMap<>();
    private final List<Map<Integer, @Nullable Object>> batch = new ArrayList<>();
    private int[] counts = {};

    /** The same statement, watched. */
    PreparedStatement watched(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                Recorder.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> invoked(statement, method, arguments));
    }

    /** What was bound, for each row; one row if it is no batch. */
    List<Map<Integer, @Nullable Object>> rows() {
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
        String name = method.getName();
        if (arguments != null && arguments.length > 1 && name.startsWith("set") && arguments[0] instanceof Integer at) {
            bound.put(at - 1, name.equals("setNull") ? null : arguments[1]);
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
