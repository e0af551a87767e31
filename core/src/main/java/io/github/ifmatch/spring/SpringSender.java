package io.github.ifmatch.spring;

import io.github.ifmatch.Sender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionTimedOutException;

/** Sends statements with what is left of the transaction's time, or with a time limit of their own. Thread-safe. */
final class SpringSender implements Sender {

    /** As Spring has it: the driver's default. */
    private static final int NO_LIMIT = -1;

    private final DataSource dataSource;
    private final int seconds;

    private SpringSender(DataSource dataSource, int seconds) {
        this.dataSource = dataSource;
        this.seconds = seconds;
    }

    /** {@code limit} is that of statements outside of a transaction that has one; null for none. */
    static SpringSender of(DataSource dataSource, @Nullable Duration limit) {
        return new SpringSender(dataSource, limit == null ? NO_LIMIT : Math.toIntExact(limit.toSeconds()));
    }

    @Override
    public Sent send(Connection connection, String sql, List<String> generatedKeys, Values values) throws SQLException {
        return Sender.plain().send(connection, sql, generatedKeys, limited(values));
    }

    @Override
    public int[] sendBatch(Connection connection, String sql, List<Values> rows, List<String> generatedKeys, Keys keys)
            throws SQLException {
        List<Values> limited = new ArrayList<>(rows);
        limited.set(0, limited(rows.get(0)));
        return Sender.plain().sendBatch(connection, sql, limited, generatedKeys, keys);
    }

    private Values limited(Values values) {
        return statement -> {
            limit(statement);
            values.bind(statement);
        };
    }

    /** If there is no time left, that may be between two statements of one operation: half of it must not be committed. */
    private void limit(PreparedStatement statement) throws SQLException {
        try {
            DataSourceUtils.applyTimeout(statement, dataSource, seconds);
        } catch (TransactionTimedOutException e) {
            SpringConnections.refuseCommit(dataSource);
            throw e;
        }
    }
}
