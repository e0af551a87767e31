package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shape;
import io.github.ifmatch.examples.benchmarks.peers.shop.Statements;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's JdbcClient, which binds and reads records by their names; writes answer counts. Thread-safe. */
final class JdbcClientPeer<R extends RecordRow<R>> implements CountingPeer<R> {

    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final Class<R> type;
    private final Statements sql;

    JdbcClientPeer(DataSource dataSource, Shape shape, Class<R> type) {
        this.client = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.type = type;
        this.sql = Statements.named(shape);
    }

    @Override
    public R find(long id) {
        return client.sql(sql.find()).param("id", id).query(type).single();
    }

    @Override
    public boolean write(R row) {
        return client.sql(sql.update()).paramSource(row).update() == 1;
    }

    @Override
    public R change(long id) {
        return Objects.requireNonNull(transaction.execute(status -> update(find(id).edited())));
    }

    @Override
    public R patch(R row) {
        R edited = row.edited();
        int count = client.sql(sql.patch())
                .param("stock", edited.stock())
                .param("id", row.id())
                .param("version", row.version())
                .update();
        return CountingPeer.required(count == 1, edited);
    }

    @Override
    public R insert(R row) {
        KeyHolder key = new GeneratedKeyHolder();
        int count = client.sql(sql.insert()).paramSource(row).update(key, "id");
        return CountingPeer.required(count == 1 && key.getKey() != null, row);
    }

    @Override
    public R delete(R row) {
        int count = client.sql(sql.delete())
                .param("id", row.id())
                .param("version", row.version())
                .update();
        return CountingPeer.required(count == 1, row);
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        throw new UnsupportedOperationException("JdbcClient has no batches");
    }
}
