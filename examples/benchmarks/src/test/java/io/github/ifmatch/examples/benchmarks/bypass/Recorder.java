package io.github.ifmatch.examples.benchmarks.bypass;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Writes down what is sent at which line of one source file, with its values, so that it can be sent again. For one thread at a time. */
final class Recorder {

    private final String file;
    private final List<Sent> sent = new ArrayList<>();

    Recorder(String file) {
        this.file = file;
    }

    /** A statement, and the setters that were called for its values; one entry of a batch is one statement. */
    record Sent(int line, String sql, boolean isPrepared, List<Setter> values) {

        void sendAgain(Connection connection) throws SQLException {
            if (isPrepared) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (Setter value : values) {
                        value.callOn(statement);
                    }
                    statement.execute();
                }
            } else {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** A call such as {@code setLong(1, 7)}. */
    record Setter(Method method, List<Object> arguments) {

        void callOn(PreparedStatement statement) throws SQLException {
            try {
                method.invoke(statement, arguments.toArray());
            } catch (ReflectiveOperationException e) {
                throw new SQLException(e);
            }
        }
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    DataSource watch(DataSource dataSource) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = invoke(dataSource, method, arguments);
            return result instanceof Connection connection ? watch(connection) : result;
        });
    }

    private Connection watch(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            if (result instanceof PreparedStatement statement) {
                Class<? extends PreparedStatement> type =
                        statement instanceof CallableStatement ? CallableStatement.class : PreparedStatement.class;
                return proxy(type, new Prepared(statement, (String) arguments[0]));
            }
            return result instanceof Statement statement ? proxy(Statement.class, plain(statement)) : result;
        });
    }

    private InvocationHandler plain(Statement statement) {
        return (self, method, arguments) -> {
            boolean isText = arguments != null && arguments[0] instanceof String;
            if (isText && (method.getName().startsWith("execute") || method.getName().equals("addBatch"))) {
                sent.add(new Sent(line(), (String) arguments[0], false, List.of()));
            }
            return invoke(statement, method, arguments);
        };
    }

    private final class Prepared implements InvocationHandler {

        private final PreparedStatement statement;
        private final String sql;
        private final Map<Object, Setter> values = new TreeMap<>();
        private final List<List<Setter>> batch = new ArrayList<>();

        Prepared(PreparedStatement statement, String sql) {
            this.statement = statement;
            this.sql = sql;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            if (method.getName().startsWith("set") && arguments.length > 1) {
                values.put(arguments[0], new Setter(method, Arrays.asList(arguments.clone())));
            } else if (method.getName().equals("addBatch")) {
                batch.add(List.copyOf(values.values()));
            } else if (method.getName().endsWith("Batch") && method.getName().startsWith("execute")) {
                batch.forEach(entry -> sent.add(new Sent(line(), sql, true, entry)));
                batch.clear();
            } else if (method.getName().startsWith("execute")) {
                sent.add(new Sent(line(), sql, true, List.copyOf(values.values())));
            }
            return Recorder.invoke(statement, method, arguments);
        }
    }

    private int line() {
        return StackWalker.getInstance().walk(frames -> frames.filter(frame -> file.equals(frame.getFileName()))
                .map(StackWalker.StackFrame::getLineNumber)
                .findFirst()
                .orElse(0));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Recorder.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
