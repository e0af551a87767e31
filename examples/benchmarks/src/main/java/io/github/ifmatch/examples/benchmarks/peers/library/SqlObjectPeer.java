package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.peers.shop.Statements;
import java.lang.reflect.Method;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.SqlObjects;

/** Jdbi's SQL objects, attached to a handle for each operation; writes answer counts. Thread-safe. */
final class SqlObjectPeer<R extends RecordRow<R>> implements CountingPeer<R> {

    private final Jdbi jdbi;
    private final Class<? extends RowDao<R>> type;

    SqlObjectPeer(Shop shop, Class<R> row, Class<? extends RowDao<R>> type) {
        this.jdbi = JdbiPeer.create(shop, row).installPlugin(new SqlObjectPlugin());
        this.type = type;
        Statements sql = Statements.named(shop.shape());
        jdbi.configure(
                SqlObjects.class, objects -> objects.setSqlLocator((object, method, config) -> text(sql, method)));
    }

    private static String text(Statements sql, Method method) {
        return switch (method.getName()) {
            case "find" -> sql.find();
            case "update", "updateAll" -> sql.update();
            case "patch" -> sql.patch();
            case "insert" -> sql.insert();
            case "delete" -> sql.delete();
            default -> throw new IllegalArgumentException("method has no statement: " + method.getName());
        };
    }

    @Override
    public R find(long id) {
        return jdbi.withExtension(type, dao -> dao.find(id));
    }

    @Override
    public boolean write(R row) {
        return jdbi.withExtension(type, dao -> dao.update(row));
    }

    @Override
    public R change(long id) {
        return jdbi.withExtension(type, dao -> dao.inTransaction(unused -> {
            R edited = dao.find(id).edited();
            return CountingPeer.required(dao.update(edited), edited);
        }));
    }

    @Override
    public R patch(R row) {
        R edited = row.edited();
        return CountingPeer.required(
                jdbi.withExtension(type, dao -> dao.patch(edited.stock(), row.id(), row.version())), edited);
    }

    @Override
    public R insert(R row) {
        long id = jdbi.withExtension(type, dao -> dao.insert(row));
        return CountingPeer.required(id > 0, row);
    }

    @Override
    public R delete(R row) {
        return CountingPeer.required(jdbi.withExtension(type, dao -> dao.delete(row.id(), row.version())), row);
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        return jdbi.withExtension(
                type, dao -> dao.inTransaction(unused -> CountingPeer.counted(dao.updateAll(rows), rows)));
    }
}
