package io.github.ifmatch.jdbi;

import io.github.ifmatch.Sender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Sends statements as Jdbi's own are sent: its loggers see them, its timeouts, customizers and statement builders apply.
 * The values are bound past its bindings, so no logger can render them. Thread-safe.
 */
final class JdbiSender implements Sender {

    /** The text is sent as it is: none of it is a template, and its question marks are bound by us. */
    private static final SqlParser AS_IT_IS = new SqlParser() {
        @Override
        public ParsedSql parse(String sql, StatementContext context) {
            return ParsedSql.of(sql, ParsedParameters.positional(0));
        }

        @Override
        public String nameParameter(String rawName, StatementContext context) {
            return "?";
        }
    };

    @Override
    public Sent send(Connection connection, String sql, List<String> generatedKeys, Values values) throws SQLException {
        Handle handle = Current.handleOf(connection);
        return handle == null
                ? new PlainSent(connection, sql, generatedKeys, values)
                : send(handle, sql, generatedKeys, values);
    }

    private static Sent send(Handle handle, String sql, List<String> generatedKeys, Values values) throws SQLException {
        Query query = handle.createQuery(sql);
        query.getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP)
                .setSqlParser(AS_IT_IS)
                .addExceptionHandler((failure, context) -> {
                    throw new Failed(failure);
                });
        query.addCustomizer(new StatementCustomizer() {
            @Override
            public void beforeBinding(PreparedStatement statement, StatementContext context) throws SQLException {
                values.bind(statement);
            }
        });
        if (!generatedKeys.isEmpty()) {
            query.getContext().setGeneratedKeysColumnNames(generatedKeys.toArray(String[]::new));
        }
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

    /** A connection of which no handle is known, as in {@code on(connection)}. */
    private static final class PlainSent implements Sent {

        private final PreparedStatement statement;

        PlainSent(Connection connection, String sql, List<String> generatedKeys, Values values) throws SQLException {
            this.statement = generatedKeys.isEmpty()
                    ? connection.prepareStatement(sql)
                    : connection.prepareStatement(sql, generatedKeys.toArray(String[]::new));
            try {
                values.bind(statement);
                statement.execute();
            } catch (SQLException | RuntimeException | Error e) {
                statement.close();
                throw e;
            }
        }

        @Override
        public PreparedStatement statement() {
            return statement;
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
