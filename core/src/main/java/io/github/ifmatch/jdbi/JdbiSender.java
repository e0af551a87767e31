package io.github.ifmatch.jdbi;

import io.github.ifmatch.Sender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.result.BatchResultBearing;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Sends statements as Jdbi's own are sent: its loggers see them, its timeouts, customizers and statement builders apply.
 * The values are bound past its bindings, so no logger can render them. Thread-safe.
 */
final class JdbiSender implements Sender {

    /**
     * The text is sent as it is: none of it is a template, and its question marks are bound by us.
     *
     * @param bindings how many values Jdbi is to bind: for a batch, the one that binds the row
     */
    private record AsItIs(int bindings) implements SqlParser {

        @Override
        public ParsedSql parse(String sql, StatementContext context) {
            return ParsedSql.of(sql, ParsedParameters.positional(bindings));
        }

        @Override
        public String nameParameter(String rawName, StatementContext context) {
            return "?";
        }
    }

    /** The values of a row of a batch, as the one thing that Jdbi binds. */
    private record Row(Values values) implements Argument {

        @Override
        public void apply(int position, PreparedStatement statement, StatementContext context) throws SQLException {
            values.bind(statement);
        }

        @Override
        public String toString() {
            return "row";
        }
    }

    @Override
    public Sent send(Connection connection, String sql, List<String> generatedKeys, Values values) throws SQLException {
        Handle handle = Current.handleOf(connection); // of none, as in on(connection)
        return handle == null
                ? Sender.plain().send(connection, sql, generatedKeys, values)
                : send(handle, sql, generatedKeys, values);
    }

    private static Sent send(Handle handle, String sql, List<String> generatedKeys, Values values) throws SQLException {
        Query query = handle.createQuery(sql);
        prepare(query, 0, generatedKeys);
        query.addCustomizer(new StatementCustomizer() {
            @Override
            public void beforeBinding(PreparedStatement statement, StatementContext context) throws SQLException {
                values.bind(statement);
            }
        });
        Current current = Current.statement(handle, query.getContext());
        try {
            return new JdbiSent(query.execute((executed, context) -> executed.get()), query, current);
        } catch (Failed e) {
            current.close();
            throw e.failure;
        } catch (JdbiException e) {
            current.close();
            throw failureOf(e);
        } catch (RuntimeException | Error e) {
            current.close();
            throw e;
        }
    }

    private static void prepare(SqlStatement<?> statement, int bindings, List<String> generatedKeys) {
        statement
                .getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP)
                .setSqlParser(new AsItIs(bindings))
                .addExceptionHandler((failure, context) -> {
                    throw new Failed(failure);
                });
        if (!generatedKeys.isEmpty()) {
            statement.getContext().setGeneratedKeysColumnNames(generatedKeys.toArray(String[]::new));
        }
    }

    @Override
    public int[] sendBatch(Connection connection, String sql, List<Values> rows, List<String> generatedKeys, Keys keys)
            throws SQLException {
        Handle handle = Current.handleOf(connection);
        return handle == null
                ? Sender.super.sendBatch(connection, sql, rows, generatedKeys, keys)
                : sendBatch(handle, sql, rows, generatedKeys, keys);
    }

    private static int[] sendBatch(Handle handle, String sql, List<Values> rows, List<String> generatedKeys, Keys keys)
            throws SQLException {
        PreparedBatch batch = handle.prepareBatch(sql);
        prepare(batch, 1, generatedKeys);
        rows.forEach(row -> batch.bind(0, new Row(row)).add());
        Current current = Current.statement(handle, batch.getContext());
        try (batch) {
            return generatedKeys.isEmpty() ? batch.execute() : execute(batch, generatedKeys, keys);
        } catch (Failed e) {
            throw e.failure;
        } catch (JdbiException e) {
            throw failureOf(e);
        } finally {
            current.close();
        }
    }

    private static int[] execute(PreparedBatch batch, List<String> generatedKeys, Keys keys) {
        BatchResultBearing executed = batch.executePreparedBatch(generatedKeys.toArray(String[]::new));
        executed.scanResultSet((generated, context) -> {
            keys.read(generated.get());
            return true;
        });
        return executed.modifiedRowCounts();
    }

    /** What the driver threw, if this is what Jdbi made of it. */
    private static SQLException failureOf(JdbiException e) {
        if (e.getCause() instanceof SQLException failure) {
            return failure;
        }
        throw e;
    }

    /** What the driver threw, past the exception handlers of the application: its SQLSTATE decides. */
    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        Failed(SQLException failure) {
            super(null, failure, false, false);
            this.failure = failure;
        }
    }

    private record JdbiSent(PreparedStatement statement, Query query, Current current) implements Sent {

        @Override
        public void close() throws SQLException {
            try {
                query.close();
            } catch (JdbiException e) {
                throw failureOf(e);
            } finally {
                current.close();
            }
        }
    }
}
