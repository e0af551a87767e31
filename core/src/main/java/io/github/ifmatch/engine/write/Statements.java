package io.github.ifmatch.engine.write;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.BoundId;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Sender;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Handles;
import io.github.ifmatch.engine.mapping.Patch;
import io.github.ifmatch.engine.mapping.Versions;
import io.github.ifmatch.engine.sql.RoundedId;
import io.github.ifmatch.engine.sql.Sql;
import io.github.ifmatch.engine.sql.TableSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends the statements of one table over one connection. For one thread at a time, like the connection. */
public final class Statements<R, ID> {

    private final TableSql<R, ID> sql;
    private final Snapshot snapshot;
    private final Wire wire;

    /**
     * On a connection.
     *
     * @param snapshot how old its reads may be
     * @param isCallers whether somebody else began the transaction, perhaps not to write
     */
    Statements(Connection connection, TableSql<R, ID> sql, Snapshot snapshot, boolean isCallers) {
        this(sql, snapshot, new Wire(connection, sql, sql.sender(), snapshot, isCallers));
    }

    private Statements(TableSql<R, ID> sql, Snapshot snapshot, Wire wire) {
        this.sql = sql;
        this.snapshot = snapshot;
        this.wire = wire;
    }

    /** The same, which stay open, where they are sent by plain JDBC. */
    public Statements<R, ID> keptOpen(OpenStatements open) {
        return sql.isSentPlainly() ? new Statements<>(sql, snapshot, wire.by(open)) : this;
    }

    /** An insert that answers no row only if the database suppresses it: an id that exists is a refusal. */
    Answer<R, ID> insertPlain(Change<R> change) throws Refusal {
        return write(change.id() == null ? change : change.with(sql.inserts().plain(change.sql())), true);
    }

    /** The same, on the rows that a delete has marked. */
    Optional<Statements<R, ID>> ofDeleted() {
        return sql.deleted().map(marked -> new Statements<>(marked, snapshot, wire));
    }

    Answer<R, ID> write(Change<R> change, boolean tracked) throws Refusal {
        String text = tracked ? change.sql().tracked() : change.sql().text();
        boolean tracks = text.length() != change.sql().text().length();
        return wire.write(text, keys(change), change, executed -> Answer.of(executed, sql.mapping(), change, tracks));
    }

    private List<String> keys(Change<R> change) {
        if (change.sql().returned() == Sql.Returned.KEYS) {
            return sql.storedNames;
        }
        return change.leavesId() ? Answer.generatedNames(sql, change) : List.of();
    }

    /**
     * Sends changes of one statement as a JDBC batch; the counts, as the driver gave them.
     *
     * @param id takes the ids that the database gives, if it does
     */
    public int[] batch(List<Change<R>> changes, @Nullable Consumer<ID> id) throws Refusal {
        String text = changes.get(0).sql().plain();
        return id == null
                ? wire.batch(text, changes, List.of(), keys -> {})
                : wire.batch(
                        text,
                        changes,
                        Answer.generatedNames(sql, changes.get(0)),
                        Answer.generatedIds(changes, sql.mapping().id(), id));
    }

    /**
     * Sends an update that takes the values of many rows, one after the other; its count, as the driver gave it.
     *
     * @param columns of one row
     * @param rows their values, as JDBC takes them
     */
    public int update(String text, List<Column> columns, List<@Nullable Object[]> rows) throws Refusal {
        Sender.Values values = statement -> {
            int index = 1;
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    PlainValues.bind(statement, index++, row[i], columns.get(i));
                }
            }
        };
        return wire.write(text, List.of(), values, PreparedStatement::getUpdateCount);
    }

    /** Sends a query that writes. */
    public <T> T writingQuery(String text, Sender.Values values, Wire.Rows<T> reading) throws Refusal {
        return wire.writingQuery(text, values, reading);
    }

    /** Updates every row that meets a condition; how many they were. */
    public long updateWhere(Patch patch, String condition, List<Column> bound, @Nullable Object[] arguments)
            throws Refusal {
        Sql text = sql.updateWhere(patch.chosen(), condition);
        List<@Nullable Object> written = new ArrayList<>(Arrays.asList(patch.values()));
        if (sql.boundSteps() > 0) {
            Class<?> type = sql.mapping().versionColumn().javaType();
            written.add(Versions.exactly(
                    type, Versions.next(sql.mapping().declaration().versions(), 0)));
        }
        written.addAll(sql.mapping().id().fixed());
        Sender.Values values = statement -> {
            Handles.bind(text.binder(), statement, written.toArray());
            bind(statement, sql.adapted(bound), arguments, written.size());
        };
        return wire.write(text.plain(), List.of(), values, PreparedStatement::getUpdateCount);
    }

    /** The id of the transaction, asked for by a query, where the database has one: for writes that do not answer it. */
    Optional<String> transactionId() throws Refusal {
        Optional<String> expression = sql.dialect().transactionId();
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        return wire.query(
                false,
                "SELECT " + expression.get(),
                nothing -> {},
                id -> id.next() ? Optional.ofNullable(id.getString(1)) : Optional.empty());
    }

    @Nullable
    Object[] idValues(ID id) {
        return sql.mapping().id().values(id);
    }

    public Optional<R> find(@Nullable Object[] idValues) throws Refusal {
        return find(false, sql.select, idValues);
    }

    /** The newest committed row, locked until the transaction ends. */
    public Optional<R> findLocking(@Nullable Object[] idValues) throws Refusal {
        return find(true, sql.selectLocking, idValues);
    }

    /** Whether there is a row, whatever it holds. */
    boolean exists(boolean isLocking, @Nullable Object[] idValues) throws Refusal {
        return wire.query(
                isLocking,
                isLocking ? sql.selectLocking : sql.select,
                statement -> Handles.bind(sql.keyBinder, statement, idValues),
                ResultSet::next);
    }

    TableSql<R, ID> sql() {
        return sql;
    }

    /** The row whose id is what the columns make of this one; empty if they do not round. */
    Optional<R> findRounded(@Nullable Object[] idValues) throws Refusal {
        RoundedId rounded = wire.ask(connection -> RoundedId.of(connection, sql.select, sql.mapping()));
        return rounded.rounds() ? find(false, sql.text().select(rounded), idValues) : Optional.empty();
    }

    private Optional<R> find(boolean isLocking, String text, @Nullable Object[] idValues) throws Refusal {
        return wire.query(
                isLocking, text, statement -> Handles.bind(sql.keyBinder, statement, idValues), this::readOne);
    }

    /** The row that a statement of somebody's own names; locked or not. */
    public Optional<R> find(BoundId bound, boolean isLocking) throws Refusal {
        return wire.query(isLocking, sql.text().select(bound, isLocking), bound.binding(), this::readOne);
    }

    private Optional<R> readOne(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        R row = sql.mapping().read(rows);
        if (rows.next()) {
            throw snapshot.twins("", sql.idIsUnique());
        }
        return Optional.of(row);
    }

    /** The rows of some ids, as many as a power of two, in no order; or locked, in the order of the ids. */
    void findAll(List<@Nullable Object[]> ids, boolean isLocking, Consumer<? super R> found) throws Refusal {
        String text = isLocking ? sql.text().selectAllLocking(ids.size()) : sql.selectAll(ids.size());
        boolean unused = wire.query(isLocking, text, statement -> bind(statement, ids), rows -> {
            while (rows.next()) {
                found.accept(sql.mapping().read(rows));
            }
            return true;
        });
    }

    /** The rows of some ids, each with the place of its id: as often as it is the row of one. */
    void findPlaces(List<@Nullable Object[]> ids, BiConsumer<Integer, ? super R> found) throws Refusal {
        int place = sql.mapping().columns().size() + 1;
        boolean unused =
                wire.query(false, sql.text().selectPlaces(ids.size()), statement -> bind(statement, ids), rows -> {
                    while (rows.next()) {
                        found.accept(rows.getInt(place), sql.mapping().read(rows));
                    }
                    return true;
                });
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

    /** What two rows of one id are, among many. */
    MappingException twins() throws Refusal {
        return wire.ask(connection -> snapshot.twins(sql.mapping().declaration().name() + ": ", sql.idIsUnique()));
    }

    /** Whether a read without a lock cannot be older than the operation that it follows. */
    boolean isNewest(boolean isFirstRead) throws Refusal {
        return wire.ask(connection ->
                snapshot.isNewest(isFirstRead, dialect().lockingRead().meetsNewest()));
    }

    /** Whether an insert that breaks a unique index can only have met its own id; no, if that cannot be asked. */
    boolean canOnlyMeetItsId() {
        try {
            return wire.ask(sql::canOnlyMeetItsId);
        } catch (Refusal unknown) {
            return false;
        }
    }

    /** The catalogue may have changed: it is asked again for the next operation. */
    void doubt() {
        sql.doubt();
    }

    public Connection connection() {
        return wire.connection();
    }

    /** Whether whoever locks a row locks all of them. */
    boolean locksAll() {
        return sql.lockingFirst().isPresent();
    }

    /** Whether a locking read keeps others from writing what it has read. */
    public boolean canLock() {
        return dialect().lockingRead() != LockingRead.NONE;
    }

    /** Whether an operation's first look, with a lock, cannot have shown an old row: it was locked, or just read. */
    public boolean showsNewest() throws Refusal {
        return canLock() || isNewest(true);
    }

    Dialect dialect() {
        return sql.dialect();
    }

    long version(R row) {
        return sql.mapping().version(row);
    }

    /** Whether a higher version is the later one. */
    boolean areVersionsOrdered() {
        return sql.mapping().declaration().versions().isOrdered();
    }
}
