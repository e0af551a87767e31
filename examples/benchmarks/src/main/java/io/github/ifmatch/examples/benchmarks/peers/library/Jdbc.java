package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.batch.InTransaction;
import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Mapping;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.peers.shop.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain JDBC, as one would write it for this one table; every write answers the stored row: {@code RETURNING} on PostgreSQL, generated
 * keys on H2. Thread-safe.
 */
final class Jdbc<R extends RecordRow<R>> implements Peer<R> {

    private final DataSource dataSource;
    private final Mapping<R> mapping;
    private final Statements sql;
    private final Batch<R> batch;

    /** All columns; empty where a write answers rows. */
    private final String[] keys;

    Jdbc(Shop shop, Mapping<R> mapping) {
        this.dataSource = shop.dataSource();
        this.mapping = mapping;
        Statements plain = Statements.positional(mapping.shape());
        this.sql = shop.isPostgres() ? plain.returning(mapping.shape()) : plain;
        this.keys = shop.isPostgres() ? new String[0] : shop.shape().names().toArray(String[]::new);
        this.batch = shop.isPostgres() ? new UnnestBatch<>(dataSource, mapping) : new LoopBatch<>(dataSource, mapping, keys);
    }

    /** What is done with a connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T inTransaction(InTransaction.Work<T> work) {
        try {
            return InTransaction.run(dataSource, work);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public R find(long id) {
        return run(connection -> find(connection, sql.find(), id));
    }

    @Override
    public R change(long id) {
        return inTransaction(connection -> required(
                update(connection, find(connection, sql.find(), id).edited())));
    }

    @Override
    public R update(R row) {
        return run(connection -> required(update(connection, row)));
    }

    @Override
    public R patch(R row) {
        return run(connection -> {
            try (PreparedStatement statement = prepare(connection, sql.patch())) {
                statement.setInt(1, row.stock() + 1);
                statement.setLong(2, row.id());
                statement.setLong(3, row.version());
                return required(written(statement));
            }
        });
    }

    @Override
    public R insert(R row) {
        return run(connection -> {
            try (PreparedStatement statement = prepare(connection, sql.insert())) {
                mapping.bind(statement, row);
                return required(written(statement));
            }
        });
    }

    /** On H2, where a DELETE answers no row, the row is read first, with a lock. */
    @Override
    public R delete(R row) {
        return keys.length == 0 ? run(connection -> deleted(connection, row)) : inTransaction(connection -> {
            R stored = find(connection, sql.find() + " FOR UPDATE", row.id());
            return deleted(connection, stored, row.version());
        });
    }

    private R deleted(Connection connection, R row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.delete())) {
            statement.setLong(1, row.id());
            statement.setLong(2, row.version());
            return required(read(statement));
        }
    }

    private R deleted(Connection connection, R stored, long version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.delete())) {
            statement.setLong(1, stored.id());
            statement.setLong(2, version);
            return required(statement.executeUpdate() == 1 ? stored : null);
        }
    }

    @Override
    public R conflict(R stale) {
        return run(connection -> {
            if (update(connection, stale) != null) {
                throw new IllegalStateException("written");
            }
            return find(connection, sql.find(), stale.id());
        });
    }

    @Override
    public R hit(long id) {
        return run(connection -> {
            @Nullable R written = null;
            while (written == null) {
                written = update(connection, find(connection, sql.find(), id).edited());
            }
            return written;
        });
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        return batch.updateAll(rows);
    }

    private R find(Connection connection, String text, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setLong(1, id);
            return required(read(statement));
        }
    }

    private @Nullable R update(Connection connection, R row) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql.update())) {
            mapping.bindUpdate(statement, row);
            return written(statement);
        }
    }

    private PreparedStatement prepare(Connection connection, String text) throws SQLException {
        return keys.length == 0 ? connection.prepareStatement(text) : connection.prepareStatement(text, keys);
    }

    private @Nullable R written(PreparedStatement statement) throws SQLException {
        if (keys.length == 0) {
            return read(statement);
        }
        if (statement.executeUpdate() == 0) {
            return null;
        }
        try (ResultSet answer = statement.getGeneratedKeys()) {
            return answer.next() ? mapping.read(answer) : null;
        }
    }

    private @Nullable R read(PreparedStatement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery()) {
            return answer.next() ? mapping.read(answer) : null;
        }
    }

    private static <R> R required(@Nullable R row) {
        if (row == null) {
            throw new StaleException();
        }
        return row;
    }
}
