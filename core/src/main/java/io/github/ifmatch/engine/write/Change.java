package io.github.ifmatch.engine.write;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Sender;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.Handles;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.sql.Sql;
import io.github.ifmatch.type.VersionSource;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One write, ready to be sent: the statement, the values to bind, and what is expected of the row. Immutable.
 *
 * @param values what is bound, one for each of the statement's columns
 * @param id the row's id; null for an insert that leaves it to the database
 * @param idValues the id's values, one for each of its columns; null where the database gives a part; none where it gives all of it
 * @param expectedVersion the version that the caller read; 0 for an insert
 * @param nextVersion the version that it gives the row, where that is known without the row: of an insert, or of an update that gives it; else 0
 * @param attempted takes the current row, gives what the caller tried to write
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and made once for each write
public record Change<R>(
        Table<R, ?> table,
        Verb verb,
        Sql sql,
        @Nullable Object[] values,
        @Nullable Object id,
        @Nullable Object[] idValues,
        long expectedVersion,
        long nextVersion,
        UnaryOperator<R> attempted)
        implements UserExceptions.Subject, Sender.Values {

    private static final Logger LOG = LoggerFactory.getLogger(VersionedRows.class);

    public static final String SEND_AGAIN = "send it again, it cannot be made twice";
    static final String LOOK_FIRST = "look before you send it again, it could be made twice";

    /** The same write by another statement. */
    Change<R> with(Sql other) {
        return new Change<>(table, verb, other, values, id, idValues, expectedVersion, nextVersion, attempted);
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        Handles.bind(sql.binder(), statement, values);
    }

    /** Whatever refused the write, it is logged once, where it is decided. */
    public Outcome<R> logged(Outcome<R> outcome) {
        if (!outcome.isApplied()) {
            LOG.debug("{} refused: {}", verb.word, outcome);
        }
        return outcome;
    }

    /** What is said where the database's answer cannot stand. */
    Complaints<R> complaints() {
        return new Complaints<>(this);
    }

    /** Whether it cannot be made twice. To what columns held, a row may come back. */
    public boolean isConditional() {
        return verb.checksVersion() ? table.versions() != VersionSource.COMPARED : verb == Verb.INSERT && id != null;
    }

    @Override
    public String again() {
        return isConditional() ? SEND_AGAIN : LOOK_FIRST;
    }

    /** Whether it is a delete that removes its row. */
    public boolean removes() {
        return sql.kind() == WriteKind.DELETE;
    }

    /** Whether it is a delete that only marks its row, which then no look but one for {@link Marked} rows sees. */
    public boolean marks() {
        return verb == Verb.DELETE && !removes();
    }

    /** Whether the database gives the id, and the statement does not answer the row. */
    boolean leavesId() {
        return verb == Verb.INSERT && id == null && sql.returned() == Sql.Returned.NOTHING;
    }

    /** Whether a row that was written shows this version. */
    boolean leaves(long version) {
        if (table.versions().isMadeByDatabase() && !removes()) {
            return verb == Verb.INSERT || !verb.checksVersion() || version != expectedVersion || mayStay();
        }
        if (nextVersion != 0) {
            boolean isLeast = verb == Verb.OVERWRITE && table.versions() == VersionSource.TIME; // the later of two
            return isLeast ? version >= nextVersion : version == nextVersion;
        }
        return switch (verb) {
            case UPDATE, PATCH, TOUCH -> version == expectedVersion + 1;
            case DELETE -> version == (removes() ? expectedVersion : expectedVersion + 1);
            case INSERT, OVERWRITE, WRITE_UNVERSIONED -> true;
        };
    }

    /** The id of a transaction that writes the row once more is the same; and so is what is made of columns, if they are. */
    private boolean mayStay() {
        return table.versions() == VersionSource.COMPARED
                || DeclaredTable.of(table).mapping().versionColumn().isTransactionId();
    }

    /** Whether this row, if it is the current one, is a conflict. */
    public boolean isAgainst(R row) {
        return verb == Verb.INSERT
                || (verb.checksVersion() && DeclaredTable.of(table).mapping().version(row) != expectedVersion);
    }

    /** Whether this row is just like one that the insert would have made. */
    public boolean isLike(R row) {
        Mapping<R, ?> mapping = DeclaredTable.of(table).mapping();
        return leaves(mapping.version(row)) && mapping.sameWritten(attempted.apply(row), row);
    }

    public Conflict<R> conflict(R current) {
        return new Conflict<>(table, verb.word, known(), expectedVersion, attempted.apply(current), current);
    }

    public Missing<R> missing() {
        return new Missing<>(table, known());
    }

    private Object known() {
        return requireNonNull(id, "id must be known");
    }

    @Override
    public String where() {
        return id == null ? table.name() + " (new row)" : table.nameOf(id);
    }
}
