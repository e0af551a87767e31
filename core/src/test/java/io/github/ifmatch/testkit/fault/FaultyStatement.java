package io.github.ifmatch.testkit.fault;

import io.github.ifmatch.testkit.fault.FaultyDataSource.Call;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** A statement whose executions go through the faults. For one thread at a time. */
final class FaultyStatement implements InvocationHandler {

    private static final Pattern QUERY = Pattern.compile("^\\s*(SELECT|WITH)\\b", Pattern.CASE_INSENSITIVE);

    /** Words of a statement that must reach the database itself: what it writes or locks counts there. */
    private static final Pattern WRITES_OR_LOCKS = Pattern.compile(
            "\\b(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|MERGE\\s+INTO|FOR\\s+SHARE|FOR\\s+KEY|LOCK\\s+IN|INTO)\\b",
            Pattern.CASE_INSENSITIVE);

    /** A parameter, to be set on another statement. */
    private record Parameter(Method setter, List<Object> arguments) {}

    private final FaultyDataSource source;
    private final FaultyConnection connection;
    private final Statement statement;
    private final String prepared;
    private final List<String> batch = new ArrayList<>();
    private final Map<Integer, Parameter> parameters = new TreeMap<>();
    private String executed = "";
    private Integer lie;
    private ResultSet substitute;

    /** @param prepared its SQL; null if each execution has its own */
    FaultyStatement(FaultyDataSource source, FaultyConnection connection, Statement statement, String prepared) {
        this.source = source;
        this.connection = connection;
        this.statement = statement;
        this.prepared = prepared;
    }

    boolean isPlain() {
        return prepared == null;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (connection.isKilled() && method.getDeclaringClass() != Object.class) {
            return afterwards(name);
        }
        note(name, method, arguments);
        Call real = () -> Proxies.invoke(statement, method, arguments);
        if (name.startsWith("execute")) {
            return execute(name, sql(arguments), real);
        }
        if (substitute != null) {
            switch (name) {
                case "getResultSet" -> {
                    return substitute;
                }
                case "getUpdateCount" -> {
                    return -1;
                }
                case "getMoreResults" -> {
                    forget();
                    return false;
                }
                default -> {}
            }
        }
        Object answer = real.call();
        return name.equals("getUpdateCount") || name.equals("getLargeUpdateCount") ? counted(answer) : answer;
    }

    private static Object afterwards(String name) throws SQLException {
        return switch (name) {
            case "close", "cancel" -> null;
            case "isClosed" -> true;
            default -> throw FaultyConnection.dead();
        };
    }

    private Object execute(String name, String sql, Call real) throws Throwable {
        forget();
        lie = null;
        executed = sql;
        Object answer = source.faulted(new Execution(sql, connection, Optional.of(this)), real);
        batch.clear();
        if (substitute != null) {
            return name.equals("execute") ? true : substitute;
        }
        if (answer instanceof int[] counts && lie != null) {
            Arrays.fill(counts, lie);
        } else if (answer instanceof long[] counts && lie != null) {
            Arrays.fill(counts, lie);
        }
        return name.endsWith("Update") ? counted(answer) : answer;
    }

    private String sql(Object[] arguments) {
        if (prepared != null) {
            return prepared;
        }
        return arguments == null ? String.join("; ", batch) : (String) arguments[0];
    }

    private void note(String name, Method method, Object[] arguments) throws SQLException {
        switch (name) {
            case "clearParameters" -> parameters.clear();
            case "clearBatch" -> batch.clear();
            case "close" -> forget();
            case "addBatch" -> {
                if (arguments != null) {
                    batch.add((String) arguments[0]);
                }
            }
            default -> {
                boolean isSetter = name.startsWith("set") && arguments != null && arguments.length > 1;
                if (isSetter && arguments[0] instanceof Integer index) {
                    parameters.put(index, new Parameter(method, Arrays.asList(arguments.clone())));
                }
            }
        }
    }

    /** The driver's count, or what it is made to say; that there is none remains so. */
    private Object counted(Object answer) {
        if (answer instanceof Integer count) {
            int told = source.counted(executed, count);
            return lie != null && count >= 0 ? lie : Integer.valueOf(told);
        }
        if (answer instanceof Long count && count >= 0 && count <= Integer.MAX_VALUE) {
            return Long.valueOf(lie != null ? lie : source.counted(executed, count.intValue()));
        }
        return answer;
    }

    void lie(int rows) {
        lie = rows;
    }

    /** Only of what answers rows can another database be asked. */
    Object answerFrom(DataSource other, String sql, Call real) throws Throwable {
        boolean isQuery =
                QUERY.matcher(sql).find() && !WRITES_OR_LOCKS.matcher(sql).find();
        if (!isQuery) {
            return real.call();
        }
        ForeignRows rows = ForeignRows.open(other, sql);
        for (Parameter parameter : parameters.values()) {
            Object unused = Proxies.invoke(
                    rows.statement(), parameter.setter(), parameter.arguments().toArray());
        }
        substitute = rows.query();
        return substitute;
    }

    private void forget() throws SQLException {
        if (substitute != null) {
            ResultSet open = substitute;
            substitute = null;
            open.close();
        }
    }
}
