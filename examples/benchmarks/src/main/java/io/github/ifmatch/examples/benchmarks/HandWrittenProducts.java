package io.github.ifmatch.examples.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Plain JDBC as one would write it for this one table. Thread-safe. */
final class HandWrittenProducts implements Products {

    private final DataSource dataSource;
    private final Sql sql;

    HandWrittenProducts(DataSource dataSource, Sql sql) {
        this.dataSource = dataSource;
        this.sql = sql.positional();
    }

    @Override
    public Product find(long id) {
        try (Connection connection = dataSource.getConnection()) {
            return found(connection, id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Product insert(Product row) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepareWrite(connection, sql.insert())) {
            sql.columns().bind(statement, row);
            return required(written(statement));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Product update(Product row) {
        try (Connection connection = dataSource.getConnection()) {
            return required(updated(connection, row));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Product patch(Product before, Product after) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepareWrite(connection, sql.patch())) {
            sql.columns().price(statement, 1, after.price());
            bindCondition(statement, 2, before);
            return required(written(statement));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Product delete(Product row) {
        try (Connection connection = dataSource.getConnection()) {
            return sql.lock().isEmpty() ? deleted(connection, row) : lockedAndDeleted(connection, row);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Product deleted(Connection connection, Product row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.delete())) {
            bindCondition(statement, 1, row);
            return required(answer(statement));
        }
    }

    /** What fails is rolled back by the pool. */
    private Product lockedAndDeleted(Connection connection, Product row) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement lock = connection.prepareStatement(sql.lock());
                PreparedStatement delete = connection.prepareStatement(sql.delete())) {
            lock.setLong(1, row.id());
            Product stored = required(answer(lock));
            bindCondition(delete, 1, row);
            if (delete.executeUpdate() != 1) {
                throw new IllegalStateException("not deleted");
            }
            connection.commit();
            connection.setAutoCommit(true);
            return stored;
        }
    }

    @Override
    public Product conflict(Product stale) {
        try (Connection connection = dataSource.getConnection()) {
            if (updated(connection, stale) != null) {
                throw new IllegalStateException("updated");
            }
            return found(connection, stale.id());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Product found(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.find())) {
            statement.setLong(1, id);
            return required(answer(statement));
        }
    }

    private @Nullable Product updated(Connection connection, Product row) throws SQLException {
        try (PreparedStatement statement = prepareWrite(connection, sql.update())) {
            sql.columns().bindUpdate(statement, row);
            return written(statement);
        }
    }

    private PreparedStatement prepareWrite(Connection connection, String text) throws SQLException {
        return sql.answersByKeys() ? connection.prepareStatement(text, Sql.keys()) : connection.prepareStatement(text);
    }

    private @Nullable Product written(PreparedStatement statement) throws SQLException {
        if (!sql.answersByKeys()) {
            return answer(statement);
        }
        if (statement.executeUpdate() == 0) {
            return null;
        }
        try (ResultSet keys = statement.getGeneratedKeys()) {
            return keys.next() ? sql.columns().read(keys) : null;
        }
    }

    private static void bindCondition(PreparedStatement statement, int index, Product row) throws SQLException {
        statement.setLong(index, row.id());
        statement.setLong(index + 1, row.version());
    }

    private @Nullable Product answer(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? sql.columns().read(rows) : null;
        }
    }

    private static Product required(@Nullable Product row) {
        if (row == null) {
            throw new IllegalStateException("no row");
        }
        return row;
    }
}
