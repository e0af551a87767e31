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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the statements of one table over one connection. For one thread at a time, like the connection. */
final class Statements<R, ID> {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.ifmatch.sql");

    /** Cardinality, data and integrity errors, and values of another type than the column's: they say nothing of the catalogue. */
    private static final Pattern OF_VALUES = Pattern.compile("2[123].*|42804|42846|42883");

    private final Connection connection;
    private final TableSql<R, ID> sql;
    private final Snapshot snapshot;
    private final Queries queries;
    private Refusal.Stage stage = Refusal.Stage.PREPARING;

    /** {@code snapshot} is how old the connection's reads may be. */
    Statements(Connection connection, TableSql<R, ID> sql, Snapshot snapshot) {
        this.connection = connection;
        this.sql = sql;
        this.snapshot = snapshot;
        this.queries = new Queries(connection);
    }

    /**
     * What a write answered.
     *
     * @param count how many rows it changed; below 0 if the driver does not say, {@link #REWRITTEN} if it is not the statement's own
     * @param row the row, where the statement answers it
     * @param id the id, where the database gave it and the statement does not answer the row
     * @param transactionId the transaction's id, where it was asked for
     */
    record Answer<R, ID>(
            int count,
            @Nullable R row,
            @Nullable ID id,
            @Nullable String transactionId) {

        /** The statement was to answer rows, and answered none at all: a rule made another one of it. */
        static final int REWRITTEN = Integer.MIN_VALUE;
    }

    /** Sends something. */
    interface Sending<T> {
        T send() throws SQLException;
    }

    Answer<R, ID> write(Change<R> change, boolean tracked) throws Refusal {
        String text = tracked ? change.sql().tracked() : change.sql().text();
        boolean tracks = text.length() != change.sql().text().length();
        return guarded(
                true,
                () -> send(text, keys(change), statement -> bind(statement, change), executed -> {
                    stage = Refusal.Stage.ANSWERED;
                    return answer(change, executed, tracks);
                }));
    }

    private List<String> keys(Change<R> change) {
        if (change.sql().returned() == Sql.Returned.KEYS) {
            return sql.storedNames;
        }
        return givesId(change) ? sql.storedKeyNames : List.of();
    }

    /** Whether the database gives the id, and the statement does not answer the row. */
    private static boolean givesId(Change<?> change) {
        return change.act() == Act.INSERT && change.id() == null && change.sql().returned() == Sql.Returned.NOTHING;
    }

    /** The row, or empty; two rows of one id are refused. */
    Optional<R> find(@Nullable Object[] idValues) throws Refusal {
        return guarded(false, () -> select(sql.select, idValues));
    }

    /** The row whose id is what the columns make of this one; empty if they do not round. */
    Optional<R> findRounded(@Nullable Object[] idValues) throws Refusal {
        return guarded(false, () -> {
            RoundedId rounded = RoundedId.of(connection, sql.select, sql.mapping());
            return rounded.rounds() ? select(sql.selectRounded(rounded), idValues) : Optional.empty();
        });
    }

    /** The row that a statement of somebody's own names; locked or not. */
    Optional<R> find(BoundId bound, boolean isLocking) throws Refusal {
        return guarded(isLocking, () -> select(sql.select(bound, isLocking), bound.binding()));
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
                () -> rows(text, statement -> bind(statement, ids), rows -> {
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
                () -> rows(sql.selectPlaces(ids.size()), statement -> bind(statement, ids), rows -> {
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
            Fault fault = classify(e, waits, start);
            if (fault == Fault.OTHER
                    && !OF_VALUES.matcher(String.valueOf(e.getSQLState())).matches()) {
                sql.doubt(); // neither the row nor another transaction was at fault: the table, perhaps
            }
            throw new Refusal(fault, e, stage);
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

    /** The catalogue may have changed: it is asked again for the next operation. */
    void doubt() {
        sql.doubt();
    }

    /** How far a sending has come. */
    void reached(Refusal.Stage reached) {
        stage = reached;
    }

    Connection connection() {
        return connection;
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
        return guarded(
                true,
                () -> send(text.plain(), List.of(), values, executed -> {
                    stage = Refusal.Stage.ANSWERED;
                    return executed.getUpdateCount();
                }));
    }

    private <T> T send(String text, List<String> keys, Sender.Values values, Queries.Reading<T> reading)
            throws SQLException {
        Sender sender = sql.sender();
        if (sender == null) {
            return queries.send(text, keys, values, reading);
        }
        LOG.trace("{}", text);
        try (Sender.Sent sent = sender.send(connection, text, keys, values)) {
            return reading.read(sent.statement());
        }
    }

    /** The id of the transaction, asked for by a query, where the database has one: for writes that do not answer it. */
    Optional<String> transactionId() throws Refusal {
        Optional<String> expression = sql.dialect().transactionId();
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        return guarded(
                false,
                () -> rows(
                        "SELECT " + expression.get(),
                        nothing -> {},
                        id -> id.next() ? Optional.ofNullable(id.getString(1)) : Optional.empty()));
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

    /** From when it is bound, the statement may have been sent. */
    private void bind(PreparedStatement statement, Change<R> change) throws SQLException {
        Handles.bind(change.sql().binder(), statement, change.values());
        stage = Refusal.Stage.SENT;
    }

    private Answer<R, ID> answer(Change<R> change, PreparedStatement executed, boolean tracks) throws SQLException {
        return switch (change.sql().returned()) {
            case ROWS -> ofRows(executed, tracks);
            case KEYS -> ofKeys(executed);
            case NOTHING -> {
                int count = executed.getUpdateCount();
                yield new Answer<>(count, null, givesId(change) && count == 1 ? generatedId(executed) : null, null);
            }
        };
    }

    private Answer<R, ID> ofRows(PreparedStatement executed, boolean tracks) throws SQLException {
        try (ResultSet answer = executed.getResultSet()) {
            if (answer == null) {
                return new Answer<>(Answer.REWRITTEN, null, null, null);
            }
            if (!answer.next()) {
                return new Answer<>(0, null, null, null);
            }
            R row = sql.mapping().read(answer);
            String transactionId =
                    tracks ? answer.getString(sql.mapping().columns().size() + 1) : null;
            return new Answer<>(answer.next() ? 2 : 1, row, null, transactionId);
        }
    }

    private Answer<R, ID> ofKeys(PreparedStatement executed) throws SQLException {
        int count = executed.getUpdateCount();
        if (count != 1) {
            return new Answer<>(count, null, null, null);
        }
        try (ResultSet keys = executed.getGeneratedKeys()) {
            return new Answer<>(count, keys.next() ? sql.mapping().read(keys) : null, null, null);
        }
    }

    /** Reads an answer. */
    interface Reading<T> {
        T read(ResultSet answer) throws SQLException;
    }

    /** A query that writes; to be {@link #guarded}. */
    <T> T writingQuery(String text, Sender.Values values, Reading<T> reading) throws SQLException {
        return rows(
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

    private <T> T rows(String text, Sender.Values values, Reading<T> reading) throws SQLException {
        return send(text, List.of(), values, executed -> {
            try (ResultSet answer = executed.getResultSet()) {
                if (answer == null) {
                    stage = Refusal.Stage.ANSWERED;
                    throw new SQLException("the statement answered no rows; a rule makes another one of it", "0A000");
                }
                return reading.read(answer);
            }
        });
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

    /** Whether a read without a lock cannot be older than the operation that it follows. */
    boolean isNewest(boolean isFirstRead) throws Refusal {
        return guarded(false, () -> snapshot.isNewest(isFirstRead));
    }

    Dialect dialect() {
        return sql.dialect();
    }

    long version(R row) {
        return sql.mapping().version(row);
    }

    private Optional<R> select(String text, @Nullable Object[] idValues) throws SQLException {
        return select(text, statement -> Handles.bind(sql.keyBinder, statement, idValues));
    }

    private Optional<R> select(String text, Sender.Values values) throws SQLException {
        return rows(text, values, answer -> {
            if (!answer.next()) {
                return Optional.empty();
            }
            R row = sql.mapping().read(answer);
            if (answer.next()) {
                throw twinsOf("");
            }
            return Optional.of(row);
        });
    }

    /** What two rows of one id are, among many; {@code where} begins the message. */
    MappingException twins(String where) throws Refusal {
        return guarded(false, () -> twinsOf(where));
    }

    /** A snapshot shows a row that somebody else has deleted beside the one that was inserted here in its place. */
    private MappingException twinsOf(String where) throws SQLException {
        if (!snapshot.readsCommitted()) {
            throw new SQLException("an old snapshot shows two rows of one id", "40001");
        }
        return new MappingException(where + "two rows have the same id; an id must be unique");
    }
}
