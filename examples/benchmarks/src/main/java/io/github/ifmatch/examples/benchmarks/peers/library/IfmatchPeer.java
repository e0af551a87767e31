package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Ifmatch, which finds its dialect by itself. Thread-safe. */
final class IfmatchPeer<R extends RecordRow<R>> implements Peer<R> {

    private final Database database;
    private final Table<R, Long> table;
    private final VersionedRepository<R, Long> rows;

    IfmatchPeer(DataSource dataSource, Table<R, Long> table) {
        this.database = Database.of(dataSource);
        this.table = table;
        this.rows = database.repository(table);
    }

    @Override
    public R find(long id) {
        return rows.get(id);
    }

    @Override
    public R change(long id) {
        return database.inTransaction(transaction -> {
            VersionedRows<R, Long> mine = transaction.rows(table);
            return mine.update(mine.get(id).edited());
        });
    }

    @Override
    public R update(R row) {
        return rows.update(row);
    }

    @Override
    public R patch(R row) {
        return rows.patch(row, row.edited());
    }

    @Override
    public R insert(R row) {
        return rows.insert(row);
    }

    @Override
    public R delete(R row) {
        return rows.delete(row);
    }

    @Override
    public R conflict(R stale) {
        if (rows.tryUpdate(stale) instanceof Conflict<R> conflict) {
            return conflict.current();
        }
        throw new IllegalStateException("written");
    }

    @Override
    public R hit(long id) {
        return rows.modify(id, RecordRow::edited);
    }

    @Override
    public Written<R> updateAll(List<R> edited) {
        List<R> stored = new ArrayList<>(edited.size());
        int written = 0;
        for (Outcome<R> outcome : rows.tryUpdateAll(edited)) {
            if (outcome instanceof Applied<R> applied) {
                stored.add(applied.row());
                written++;
            } else if (outcome instanceof Conflict<R> conflict) {
                stored.add(conflict.current());
            }
        }
        return new Written<>(written, stored);
    }
}
