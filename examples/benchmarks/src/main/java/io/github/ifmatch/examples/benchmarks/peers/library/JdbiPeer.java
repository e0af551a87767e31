package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.peers.shop.Statements;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/** Jdbi's fluent core: writes answer the stored row as generated keys, a batch answers counts. Thread-safe. */
final class JdbiPeer<R extends RecordRow<R>> implements Peer<R> {

    private final Jdbi jdbi;
    private final Class<R> type;
    private final Statements sql;
    private final String[] keys;

    JdbiPeer(Shop shop, Class<R> type) {
        this.jdbi = create(shop, type);
        this.type = type;
        this.sql = Statements.named(shop.shape());
        this.keys = shop.shape().names().toArray(String[]::new);
    }

    static Jdbi create(Shop shop, Class<?> row) {
        return Jdbi.create(shop.dataSource()).registerRowMapper(ConstructorMapper.factory(row));
    }

    @Override
    public R find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    @Override
    public R change(long id) {
        return jdbi.inTransaction(handle -> required(
                written(handle.createUpdate(sql.update()).bindMethods(find(handle, id).edited()))));
    }

    @Override
    public R update(R row) {
        return jdbi.withHandle(handle -> required(written(handle.createUpdate(sql.update()).bindMethods(row))));
    }

    @Override
    public R patch(R row) {
        return jdbi.withHandle(handle -> required(written(handle.createUpdate(sql.patch())
                .bind("stock", row.stock() + 1)
                .bind("id", row.id())
                .bind("version", row.version()))));
    }

    @Override
    public R insert(R row) {
        return jdbi.withHandle(handle -> required(written(handle.createUpdate(sql.insert()).bindMethods(row))));
    }

    @Override
    public R delete(R row) {
        boolean isDeleted = jdbi.withHandle(handle -> handle.createUpdate(sql.delete())
                .bind("id", row.id())
                .bind("version", row.version())
                .execute() == 1);
        if (!isDeleted) {
            throw new StaleException();
        }
        return row;
    }

    @Override
    public R conflict(R stale) {
        return jdbi.withHandle(handle -> {
            if (written(handle.createUpdate(sql.update()).bindMethods(stale)).isPresent()) {
                throw new IllegalStateException("written");
            }
            return find(handle, stale.id());
        });
    }

    @Override
    public R hit(long id) {
        return jdbi.withHandle(handle -> {
            Optional<R> written = Optional.empty();
            while (written.isEmpty()) {
                R edited = find(handle, id).edited();
                written = written(handle.createUpdate(sql.update()).bindMethods(edited));
            }
            return written.get();
        });
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        return jdbi.inTransaction(handle -> {
            try (PreparedBatch batch = handle.prepareBatch(sql.update())) {
                rows.forEach(row -> batch.bindMethods(row).add());
                return CountingPeer.counted(batch.execute(), rows);
            }
        });
    }

    private R find(Handle handle, long id) {
        return handle.createQuery(sql.find()).bind("id", id).mapTo(type).one();
    }

    private Optional<R> written(Update write) {
        return write.executeAndReturnGeneratedKeys(keys).mapTo(type).findOne();
    }

    private static <R> R required(Optional<R> written) {
        return written.orElseThrow(StaleException::new);
    }
}
