package io.github.ifmatch.examples.benchmarks.peers.library;

import io.ebean.Database;
import io.ebean.Transaction;
import io.github.ifmatch.examples.benchmarks.peers.row.Row;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/** Ebean: a bean writes what was changed in it. A stale row fails a whole batch. Thread-safe. */
final class EbeanPeer<R extends Row<R>> implements Peer<R> {

    private static final int BATCH = 1_000;

    private final Database database;
    private final Class<R> type;

    /** Opens it without what Ebean would look for elsewhere: files, classes, other databases. */
    EbeanPeer(DataSource dataSource, Class<R> type) {
        this.database = Database.builder()
                .name("peers")
                .register(false)
                .defaultDatabase(false)
                .dataSource(dataSource)
                .addClass(type)
                .persistBatchSize(BATCH)
                .build();
        this.type = type;
    }

    @Override
    public R find(long id) {
        return Objects.requireNonNull(database.find(type, id));
    }

    @Override
    public R change(long id) {
        try (Transaction transaction = database.beginTransaction()) {
            R row = find(id).edited();
            database.update(row);
            transaction.commit();
            return row;
        }
    }

    @Override
    public R update(R row) {
        database.update(row);
        return row;
    }

    @Override
    public R insert(R row) {
        database.insert(row);
        return row;
    }

    @Override
    public R delete(R row) {
        database.delete(row);
        return row;
    }

    @Override
    public boolean isRefusal(RuntimeException e) {
        return e instanceof OptimisticLockException;
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        try (Transaction transaction = database.beginTransaction()) {
            transaction.setBatchMode(true); // a transaction of one's own sends row by row otherwise
            database.updateAll(rows);
            transaction.commit();
            return new Written<>(rows.size(), rows);
        }
    }

    @Override
    public void close() {
        database.shutdown(false, false);
    }
}
