package io.github.ifmatch.testkit.fault;

import io.github.ifmatch.testkit.fault.FaultyDataSource.Call;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A connection whose calls go through the faults. For one thread at a time, but for its end. */
final class FaultyConnection implements InvocationHandler {

    private final FaultyDataSource source;
    private final Connection connection;
    private volatile boolean isKilled;

    FaultyConnection(FaultyDataSource source, Connection connection) {
        this.source = source;
        this.connection = connection;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        if (isKilled && method.getDeclaringClass() != Object.class) {
            return afterwards(method);
        }
        Call real = () -> Proxies.invoke(connection, method, arguments);
        String event = isIdle(method, arguments) ? null : event(method, arguments);
        Object result =
                event == null ? real.call() : source.faulted(new Execution(event, this, Optional.empty()), real);
        return result instanceof Statement statement ? statement(statement, arguments) : result;
    }

    /** JDBC says that nothing is done where autocommit is set to what it is. */
    private boolean isIdle(Method method, Object[] arguments) throws SQLException {
        return method.getName().equals("setAutoCommit") && arguments[0].equals(connection.getAutoCommit());
    }

    private static String event(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "commit" -> "COMMIT";
            case "rollback" -> arguments == null ? "ROLLBACK" : "ROLLBACK TO";
            case "setSavepoint" -> "SAVEPOINT";
            case "setAutoCommit" -> "AUTOCOMMIT " + arguments[0];
            case "close" -> "CLOSE";
            default -> null;
        };
    }

    private Statement statement(Statement statement, Object[] arguments) {
        String sql = statement instanceof PreparedStatement ? (String) arguments[0] : null;
        FaultyStatement faulty = new FaultyStatement(source, this, statement, sql);
        if (statement instanceof CallableStatement) {
            return Proxies.of(CallableStatement.class, faulty);
        }
        return statement instanceof PreparedStatement
                ? Proxies.of(PreparedStatement.class, faulty)
                : Proxies.of(Statement.class, faulty);
    }

    private static Object afterwards(Method method) throws SQLException {
        return switch (method.getName()) {
            case "close", "abort" -> null;
            case "isClosed" -> true;
            case "isValid" -> false;
            default -> throw dead();
        };
    }

    static SQLException dead() {
        return new SQLException("the connection was lost before", "08003");
    }

    boolean isKilled() {
        return isKilled;
    }

    /** Ends the connection; what its transaction wrote is undone. */
    SQLException kill() {
        isKilled = true;
        SQLException lost = new SQLException("the connection was lost", "08006");
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            lost.addSuppressed(e);
        }
        return lost;
    }
}
