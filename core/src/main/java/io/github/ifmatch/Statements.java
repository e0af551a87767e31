package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the statements of one table over one connection. For one thread at a time, like the connection. */
final class Statements<R, ID> {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.ifmatch.sql");

    private final Connection connection;
    private final TableSql<R, ID> sql;
    private final Queries queries;
    private Refusal.Stage stage = Refusal.Stage.PREPARING;

    Statements(Connection connection, TableSql<R, ID> sql) {
        this.connection = connection;
        this.sql = sql;
        this.queries = new Queries(connection);
    }

    /**
     * What a write answered.
     *
     * @param count how many rows it changed; below 0 if the driver does not say
     * @param row the row, where the statement answers it
     * @param id the id, where the database gave it and the statement does not answer the row
     * @param transactionId the transaction's id, where it was asked for
     */
    record Answer<R, ID>(
            int count,
            @Nullable R row,
            @Nullable ID id,
            @Nullable String transactionId) {}

    /** Sends something. */
    interface Sending<T> {
        T send() throws SQLException;
    }

    Answer<R, ID> write(Change<R> change, boolean tracked) throws Refusal {
        String text = tracked ? change.sql().tracked() : change.sql().text();
        return guarded(true, () -> change.sql().returnsRow() ? query(change, text) : update(change, text));
    }

    /** The row, or empty; two rows of one id are refused. */
    Optional<R> find(@Nullable Object[] idValues) throws Refusal {
        return guarded(false, () -> select(sql.select, idValues));
    }

    /**
     * The row; if it stands below the version, the newest committed one, locked: an old snapshot may answer such a row.
     */
    Optional<R> findProven(@Nullable Object[] idValues, long version) throws Refusal {
        Optional<R> row = find(idValues);
        return row.isPresent() && sql.mapping().version(row.get()) < version ? findLocking(idValues) : row;
    }

    /** The newest committed row, locked until the transaction ends. */
    Optional<R> findLocking(@Nullable Object[] idValues) throws Refusal {
        return guarded(true, () -> select(sql.selectLocking, idValues));
    }

    /** The rows of some ids, in no order; or locked, in the order of the ids. */
    void findAll(List<@Nullable Object[]> ids, boolean locking, Consumer<? super R> found) throws Refusal {
        String text = locking ? sql.selectAllLocking(ids.size()) : sql.selectAll(ids.size());
        guarded(
                locking,
                () -> query(text, statement -> bind(statement, ids), rows -> {
                    while (rows.next()) {
                        found.accept(sql.mapping().read(rows));
                    }
                    return true;
                }));
    }

    /** The rows of some ids, each with the place of its id: as often as it is the row of one. */
    void findPlaces(List<@Nullable Object[]> ids, BiConsumer<Integer, ? super R> found) throws Refusal {
        int columns = sql.mapping().columns().size();
        guarded(
                false,
                () -> query(sql.selectPlaces(ids.size()), statement -> bind(statement, ids), rows -> {
                    while (rows.next()) {
                        found.accept(rows.getInt(columns + 1), sql.mapping().read(rows));
                    }
                    return true;
                }));
    }

    /** The table's name, as messages show it. */
    String table() {
        return sql.mapping().declaration().name();
    }

    /**
     * Sends something, and classifies what goes wrong.
     *
     * @param waits whether it can wait for a lock
     */
    @CanIgnoreReturnValue
    <T> T guarded(boolean waits, Sending<T> sending) throws Refusal {
        long start = waits ? System.nanoTime() : 0;
        stage = Refusal.Stage.PREPARING;
        try {
            return sending.send();
        } catch (SQLException e) {
            throw new Refusal(classify(e, waits, start), e, stage);
        }
    }

    private Fault classify(SQLException e, boolean waits, long start) {
        Fault fault = sql.dialect().fault(e);
        if (waits && fault == Fault.BUSY && wasInterrupted(e, start)) {
            Thread.currentThread().interrupt();
        }
        return fault;
    }

    private boolean wasInterrupted(SQLException e, long start) {
        try {
            return sql.dialect().swallowedInterrupt(connection, e, Duration.ofNanos(System.nanoTime() - start));
        } catch (SQLException second) {
            e.addSuppressed(second);
            return false;
        }
    }

    /** How far a sending has come. */
    void reached(Refusal.Stage reached) {
        stage = reached;
    }

    Connection connection() {
        return connection;
    }

    private PreparedStatement prepare(String text) throws SQLException {
        LOG.trace("{}", text);
        return connection.prepareStatement(text);
    }

    /** The queries, to keep them open. */
    Queries queries() {
        return queries;
    }

    /** Updates every row that meets a condition; how many they were. */
    long updateWhere(Patch patch, String condition, List<Column> bound, @Nullable Object[] arguments) throws Refusal {
        Sql text = sql.updateWhere(patch.chosen(), condition);
        Sender.Values values = statement -> {
            Handles.bind(text.binder(), statement, patch.values());
            bind(statement, sql.adapted(bound), arguments, patch.values().length);
            stage = Refusal.Stage.SENT;
        };
        return guarded(true, () -> {
            long rows = execute(text.plain(), values);
            stage = Refusal.Stage.ANSWERED;
            return rows;
        });
    }

    private long execute(String text, Sender.Values values) throws SQLException {
        Sender sender = sql.sender();
        if (sender != null) {
            LOG.trace("{}", text);
            try (Sender.Sent sent = sender.send(connection, text, List.of(), values)) {
                return sent.statement().getUpdateCount();
            }
        }
        try (PreparedStatement statement = prepare(text)) {
            values.bind(statement);
            return statement.executeUpdate();
        }
    }

    /** A JDBC batch; to be {@link #guarded}. */
    int[] batch(String text, List<Sender.Values> rows, List<String> generatedKeys, Sender.Keys keys)
            throws SQLException {
        LOG.trace("{}", text);
        Sender sender = sql.sender();
        return sender == null
                ? PlainBatch.send(connection, text, rows, generatedKeys, keys)
                : sender.sendBatch(connection, text, rows, generatedKeys, keys);
    }

    private void bind(PreparedStatement statement, List<@Nullable Object[]> ids) throws SQLException {
        int index = 0;
        for (@Nullable Object[] id : ids) {
            index = bind(statement, sql.keyed, id, index);
        }
    }

    @CanIgnoreReturnValue
    private static int bind(PreparedStatement statement, List<Column> columns, @Nullable Object[] values, int bound)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            columns.get(i).bind(statement, bound + i + 1, values[i]);
        }
        return bound + values.length;
    }

    private Answer<R, ID> query(Change<R> change, String text) throws SQLException {
        boolean tracks = text.length() != change.sql().text().length();
        return query(text, statement -> bind(statement, change), answer -> {
            stage = Refusal.Stage.ANSWERED;
            if (!answer.next()) {
                return new Answer<>(0, null, null, null);
            }
            R row = sql.mapping().read(answer);
            String transactionId =
                    tracks ? answer.getString(sql.mapping().columns().size() + 1) : null;
            return new Answer<>(answer.next() ? 2 : 1, row, null, transactionId);
        });
    }

    /** From when it is bound, the statement may have been sent. */
    private void bind(PreparedStatement statement, Change<R> change) throws SQLException {
        Handles.bind(change.sql().binder(), statement, change.values());
        stage = Refusal.Stage.SENT;
    }

    /** Reads an answer. */
    interface Reading<T> {
        T read(ResultSet answer) throws SQLException;
    }

    /** A query that writes; to be {@link #guarded}. */
    <T> T writingQuery(String text, Sender.Values values, Reading<T> reading) throws SQLException {
        return query(
                text,
                statement -> {
                    values.bind(statement);
                    stage = Refusal.Stage.SENT;
                },
                answer -> {
                    stage = Refusal.Stage.ANSWERED;
                    return reading.read(answer);
                });
    }

    /** The id of the transaction, if the database tells it: for writes that do not answer it. */
    Optional<String> transactionId() throws Refusal {
        Optional<String> expression = sql.dialect().transactionId();
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        return guarded(
                false,
                () -> query(
                        "SELECT " + expression.get(),
                        statement -> {},
                        answer -> answer.next() ? Optional.ofNullable(answer.getString(1)) : Optional.empty()));
    }

    private <T> T query(String text, Sender.Values values, Reading<T> reading) throws SQLException {
        Sender sender = sql.sender();
        if (sender != null) {
            LOG.trace("{}", text);
            try (Sender.Sent sent = sender.send(connection, text, List.of(), values);
                    ResultSet answer = sent.statement().getResultSet()) {
                return reading.read(answer);
            }
        }
        return queries.send(text, values, reading);
    }

    private Answer<R, ID> update(Change<R> change, String text) throws SQLException {
        boolean wantsId = change.act() == Act.INSERT && change.id() == null;
        Sender sender = sql.sender();
        if (sender != null) {
            LOG.trace("{}", text);
            List<String> keys = wantsId ? List.of(sql.storedKeyNames()) : List.of();
            try (Sender.Sent sent = sender.send(connection, text, keys, statement -> bind(statement, change))) {
                return updated(sent.statement(), sent.statement().getUpdateCount(), wantsId);
            }
        }
        try (PreparedStatement statement = wantsId ? prepareForKeys(text) : prepare(text)) {
            bind(statement, change);
            return updated(statement, statement.executeUpdate(), wantsId);
        }
    }

    private Answer<R, ID> updated(PreparedStatement statement, int count, boolean wantsId) throws SQLException {
        stage = Refusal.Stage.ANSWERED;
        return new Answer<>(count, null, wantsId && count == 1 ? generatedId(statement) : null, null);
    }

    private PreparedStatement prepareForKeys(String text) throws SQLException {
        LOG.trace("{}", text);
        return connection.prepareStatement(text, sql.storedKeyNames());
    }

    private ID generatedId(PreparedStatement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            if (!keys.next()) {
                throw new MappingException(sql.keyed.get(0) + ": the database gave no id for the new row; give it one");
            }
            return generatedId(keys);
        }
    }

    ID generatedId(ResultSet keys) throws SQLException {
        return sql.mapping()
                .id()
                .ofValues(new Object[] {requireNonNull(sql.keyed.get(0).read(keys, 1))});
    }

    private Optional<R> select(String text, @Nullable Object[] idValues) throws SQLException {
        return query(text, statement -> Handles.bind(sql.keyBinder, statement, idValues), answer -> {
            if (!answer.next()) {
                return Optional.empty();
            }
            R row = sql.mapping().read(answer);
            if (answer.next()) {
                throw new MappingException(
                        sql.mapping().declaration().name() + ": two rows have the same id; an id must be unique");
            }
            return Optional.of(row);
        });
    }
}
