package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.batch.InTransaction;
import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Mapping;
import io.github.ifmatch.examples.benchmarks.peers.shop.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** {@code executeBatch} by hand, which answers counts. Thread-safe. */
record ExecuteBatch<R extends RecordRow<R>>(DataSource dataSource, Mapping<R> mapping) implements Batch<R> {

    @Override
    public Written<R> updateAll(List<R> rows) {
        try {
            return InTransaction.run(dataSource, connection -> CountingPeer.counted(counts(connection, rows), rows));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int[] counts(Connection connection, List<R> rows) throws SQLException {
        String update = Statements.positional(mapping.shape()).update();
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (R row : rows) {
                mapping.bindUpdate(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }
}
