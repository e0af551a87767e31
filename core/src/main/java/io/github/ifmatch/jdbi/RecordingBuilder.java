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
 * Stands in for the handle's statement builder until the awaited statement is built, which is watched; others may be built
 * before it, checked ones too. For one thread at a time, like the handle.
 */
record RecordingBuilder(Handle handle, StatementBuilder real, StatementContext awaited, Recorder recorder)
        implements StatementBuilder {

    static void await(Handle handle, StatementContext awaited, Recorder recorder) {
        StatementBuilder current = handle.getStatementBuilder();
        RecordingBuilder waiting = new RecordingBuilder(handle, without(current, awaited), awaited, recorder);
        handle.setStatementBuilder(waiting);
        awaited.addCleanable(waiting::leave); // it may never be built
    }

    private void leave() {
        StatementBuilder current = handle.getStatementBuilder();
        StatementBuilder left = without(current, awaited);
        if (left != current) {
            handle.setStatementBuilder(left);
        }
    }

    /** The builder without whoever waits for this statement. */
    private static StatementBuilder without(StatementBuilder builder, StatementContext awaited) {
        if (!(builder instanceof RecordingBuilder waiting)) {
            return builder;
        }
        StatementBuilder inner = without(waiting.real, awaited);
        if (waiting.awaited == awaited) {
            return inner;
        }
        return inner == waiting.real
                ? waiting
                : new RecordingBuilder(waiting.handle, inner, waiting.awaited, waiting.recorder);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        if (context != awaited) {
            return real.create(connection, sql, context);
        }
        leave();
        return recorder.watched(real.create(connection, sql, context));
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
