package io.github.ifmatch.engine.write;

import io.github.ifmatch.Sender;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.engine.sql.TableSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends statements over one connection; of what goes wrong it says as a {@link Refusal} what it was, and how far things had come. For
 * one thread at a time, like the connection.
 */
final class Wire {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.ifmatch.sql");

    /** Cardinality, data and integrity errors, and values of another type than the column's: they say nothing of the catalogue. */
    private static final Pattern OF_VALUES = Pattern.compile("2[123].*|42804|42846|42883");

    private final Connection connection;
    private final TableSql<?, ?> sql;
    private final Sender sender;
    private final Snapshot snapshot;
    private final boolean locksFirst;
    private final Sender.Values binding = this::bind;
    private Refusal.Stage stage = Refusal.Stage.PREPARING;
    private Sender.Values values = statement -> {};

    /** {@code locksFirst} is whether a query that locks has to see to it first, where that is a statement of its own. */
    Wire(Connection connection, TableSql<?, ?> sql, Sender sender, Snapshot snapshot, boolean locksFirst) {
        this.connection = connection;
        this.sql = sql;
        this.sender = sender;
        this.snapshot = snapshot;
        this.locksFirst = locksFirst && sql.lockingFirst().isPresent();
    }

    /** The same, by another sender. */
    Wire by(Sender other) {
        return new Wire(connection, sql, other, snapshot, locksFirst);
    }

    /** Reads what a statement that was executed answers. */
    interface Executed<T> {
        T read(PreparedStatement executed) throws SQLException;
    }

    /** Reads rows. */
    public interface Rows<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Asks the driver for something. */
    interface Asking<T> {
        T of(Connection connection) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Sends a query.
     *
     * @param locks whether it can wait for a lock
     */
    <T> T query(boolean locks, String text, Sender.Values values, Rows<T> reading) throws Refusal {
        begin(text);
        if (locks) {
            snapshot.overtake();
        } else {
            snapshot.read();
        }
        long start = locks ? System.nanoTime() : 0;
        if (locks && locksFirst) {
            lock(sql.lockingFirst().orElseThrow(), start);
        }
        try (Sender.Sent sent = sender.send(connection, text, List.of(), values)) {
            return rows(sent.statement(), reading);
        } catch (SQLException e) {
            throw refusal(e, locks, start);
        }
    }

    private void lock(String text, long start) throws Refusal {
        LOG.trace("{}", text);
        try (Sender.Sent sent = sender.send(connection, text, List.of(), nothing -> {})) {
            int unused = sent.statement().getUpdateCount();
        } catch (SQLException e) {
            throw refusal(e, true, start);
        }
    }

    /** Sends a query that writes. */
    <T> T writingQuery(String text, Sender.Values values, Rows<T> reading) throws Refusal {
        return write(text, List.of(), values, executed -> rows(executed, reading));
    }

    private <T> T rows(PreparedStatement executed, Rows<T> reading) throws SQLException {
        try (ResultSet rows = executed.getResultSet()) {
            if (rows == null) {
                stage = Refusal.Stage.ANSWERED;
                throw new SQLException("the statement answered no rows; a rule makes another one of it", "0A000");
            }
            return reading.read(rows);
        }
    }

    /**
     * Sends a write. From when it is bound, it may have been sent.
     *
     * @param keys the columns whose values are to be returned as generated keys; mostly none
     */
    <T> T write(String text, List<String> keys, Sender.Values values, Executed<T> reading) throws Refusal {
        begin(text);
        snapshot.overtake();
        long start = System.nanoTime();
        this.values = values;
        try (Sender.Sent sent = sender.send(connection, text, keys, binding)) {
            stage = Refusal.Stage.ANSWERED;
            return reading.read(sent.statement());
        } catch (SQLException e) {
            throw refusal(e, true, start);
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        values.bind(statement);
        stage = Refusal.Stage.SENT;
    }

    /**
     * Sends a JDBC batch. From when its last row is bound, it may have been sent.
     *
     * @param keys the columns that the database gives, or none
     * @param key reads those of one row
     */
    int[] batch(String text, List<? extends Sender.Values> rows, List<String> keys, Sender.Keys key) throws Refusal {
        begin(text);
        snapshot.overtake();
        long start = System.nanoTime();
        int last = rows.size() - 1;
        List<Sender.Values> bound = new ArrayList<>(rows);
        bound.set(last, statement -> {
            rows.get(last).bind(statement);
            stage = Refusal.Stage.SENT;
        });
        try {
            return sender.sendBatch(connection, text, bound, keys, generated -> {
                stage = Refusal.Stage.ANSWERED;
                while (generated.next()) {
                    key.read(generated);
                }
            });
        } catch (SQLException e) {
            throw refusal(e, true, start);
        }
    }

    /** Asks for something that is no statement of ours. */
    <T> T ask(Asking<T> asking) throws Refusal {
        stage = Refusal.Stage.PREPARING;
        try {
            return asking.of(connection);
        } catch (SQLException e) {
            throw refusal(e, false, 0);
        }
    }

    private void begin(String text) {
        LOG.trace("{}", text);
        stage = Refusal.Stage.PREPARING;
    }

    private Refusal refusal(SQLException e, boolean waits, long start) {
        Fault fault = sql.dialect().fault(e);
        if (waits && fault == Fault.BUSY && wasInterrupted(e, start)) {
            Thread.currentThread().interrupt();
        }
        if (fault == Fault.OTHER
                && !OF_VALUES.matcher(String.valueOf(e.getSQLState())).matches()) {
            sql.doubt(); // neither the row nor another transaction was at fault: the table, perhaps
        }
        boolean isUndone = stage == Refusal.Stage.ANSWERED && SqliteFacts.provesUndone(e);
        return new Refusal(fault, e, isUndone ? Refusal.Stage.SENT : stage, SqliteFacts.hasEnded(connection, e));
    }

    private boolean wasInterrupted(SQLException e, long start) {
        try {
            return sql.dialect().swallowedInterrupt(connection, e, Duration.ofNanos(System.nanoTime() - start));
        } catch (SQLException second) {
            e.addSuppressed(second);
            return false;
        }
    }
}
