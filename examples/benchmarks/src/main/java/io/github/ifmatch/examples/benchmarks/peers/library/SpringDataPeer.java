package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.batch.SpringData;
import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Data JDBC: its template, each write in a transaction, as repositories have it. A batch sends a statement for each row, and a
 * stale row fails it whole. Thread-safe.
 */
final class SpringDataPeer<R extends RecordRow<R>> implements Peer<R> {

    private final AnnotationConfigApplicationContext context;
    private final JdbcAggregateTemplate template;
    private final TransactionTemplate transaction;
    private final Class<R> type;

    SpringDataPeer(DataSource dataSource, Class<R> type) {
        this.context = SpringData.open(dataSource);
        this.template = context.getBean(JdbcAggregateTemplate.class);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.type = type;
    }

    @Override
    public R find(long id) {
        return Objects.requireNonNull(template.findById(id, type));
    }

    @Override
    public R change(long id) {
        return Objects.requireNonNull(transaction.execute(status -> template.update(find(id).edited())));
    }

    @Override
    public R update(R row) {
        return Objects.requireNonNull(transaction.execute(status -> template.update(row)));
    }

    @Override
    public R insert(R row) {
        return Objects.requireNonNull(transaction.execute(status -> template.insert(row)));
    }

    @Override
    public R delete(R row) {
        transaction.executeWithoutResult(status -> template.delete(row));
        return row;
    }

    @Override
    public boolean isRefusal(RuntimeException e) {
        return e instanceof OptimisticLockingFailureException;
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        List<R> saved = Objects.requireNonNull(transaction.execute(status -> template.updateAll(rows)));
        return new Written<>(saved.size(), saved);
    }

    @Override
    public void close() {
        context.close();
    }
}
