package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import io.github.ifmatch.examples.benchmarks.peers.shop.Mapping;
import io.github.ifmatch.examples.benchmarks.peers.shop.Statements;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's JdbcTemplate, with rows bound and read by hand; writes answer counts. Thread-safe. */
final class JdbcTemplatePeer<R extends RecordRow<R>> implements CountingPeer<R> {

    private static final String[] ID = {"id"};

    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final Mapping<R> mapping;
    private final RowMapper<R> mapper;
    private final Statements sql;

    JdbcTemplatePeer(DataSource dataSource, Mapping<R> mapping) {
        this.template = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.mapping = mapping;
        this.mapper = (rows, number) -> mapping.read(rows);
        this.sql = Statements.positional(mapping.shape());
    }

    @Override
    public R find(long id) {
        return Objects.requireNonNull(template.queryForObject(sql.find(), mapper, id));
    }

    @Override
    public boolean write(R row) {
        return template.update(sql.update(), statement -> mapping.bindUpdate(statement, row)) == 1;
    }

    @Override
    public R change(long id) {
        return Objects.requireNonNull(transaction.execute(status -> update(find(id).edited())));
    }

    @Override
    public R patch(R row) {
        R edited = row.edited();
        int count = template.update(sql.patch(), edited.stock(), row.id(), row.version());
        return CountingPeer.required(count == 1, edited);
    }

    @Override
    public R insert(R row) {
        KeyHolder key = new GeneratedKeyHolder();
        int count = template.update(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(sql.insert(), ID);
                    mapping.bind(statement, row);
                    return statement;
                },
                key);
        return CountingPeer.required(count == 1 && key.getKey() != null, row);
    }

    @Override
    public R delete(R row) {
        return CountingPeer.required(template.update(sql.delete(), row.id(), row.version()) == 1, row);
    }

    @Override
    public Written<R> updateAll(List<R> rows) {
        BatchPreparedStatementSetter setter = new BatchPreparedStatementSetter() {
            @Override
            public void setValues(PreparedStatement statement, int place) throws SQLException {
                mapping.bindUpdate(statement, rows.get(place));
            }

            @Override
            public int getBatchSize() {
                return rows.size();
            }
        };
        return Objects.requireNonNull(transaction.execute(
                status -> CountingPeer.counted(template.batchUpdate(sql.update(), setter), rows)));
    }
}
