package io.github.ifmatch.jdbi;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Stands in for the handle's statement builder until the next statement is built: the awaited one is watched. For one
 * thread at a time, like the handle.
 */
record RecordingBuilder(Handle handle, StatementBuilder real, StatementContext awaited, Recorder recorder)
        implements StatementBuilder {

    static void await(Handle handle, StatementContext awaited, Recorder recorder) {
        StatementBuilder current = handle.getStatementBuilder();
        StatementBuilder real = current instanceof RecordingBuilder other ? other.real : current;
        handle.setStatementBuilder(new RecordingBuilder(handle, real, awaited, recorder));
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        if (handle.getStatementBuilder() == this) {
            handle.setStatementBuilder(real);
        }
        PreparedStatement statement = real.create(connection, sql, context);
        return context == awaited ? recorder.watched(statement) : statement;
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return real.create(connection, context);
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return real.createCall(connection, sql, context);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        real.close(connection, sql, statement);
    }

    @Override
    public void close(Connection connection) {
        real.close(connection);
    }
}
