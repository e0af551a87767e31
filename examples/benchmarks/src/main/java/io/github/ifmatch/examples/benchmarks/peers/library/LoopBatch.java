package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.batch.InTransaction;
import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Mapping;
import io.github.ifmatch.examples.benchmarks.peers.shop.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * H2, by hand: one prepared statement, executed for each row; it answers the stored row as generated keys. Whose version is stale
 * is looked up. Thread-safe.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoopBatch<R extends RecordRow<R>>(DataSource dataSource, Mapping<R> mapping, String[] keys) implements Batch<R> {

    @Override
    public Written<R> updateAll(List<R> rows) {
        try {
            return InTransaction.run(dataSource, connection -> write(connection, rows));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Written<R> write(Connection connection, List<R> rows) throws SQLException {
        Statements sql = Statements.positional(mapping.shape());
        List<R> stored = new ArrayList<>(rows.size());
        int written = 0;
        try (PreparedStatement update = connection.prepareStatement(sql.update(), keys);
                PreparedStatement select = connection.prepareStatement(sql.find())) {
            for (R row : rows) {
                mapping.bindUpdate(update, row);
                boolean isWritten = update.executeUpdate() == 1;
                written += isWritten ? 1 : 0;
                stored.add(isWritten ? read(update.getGeneratedKeys()) : find(select, row.id()));
            }
        }
        return new Written<>(written, stored);
    }

    private R find(PreparedStatement select, long id) throws SQLException {
        select.setLong(1, id);
        return read(select.executeQuery());
    }

    private R read(ResultSet answer) throws SQLException {
        try (answer) {
            answer.next();
            return mapping.read(answer);
        }
    }
}
