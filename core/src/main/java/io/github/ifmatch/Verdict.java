package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one write and says what became of it. The count is believed only where it can be:
 *
 * <table>
 * <caption>What the database said, and what is made of it</caption>
 * <tr><td>1 row<td>applied, if the stored row shows the version that the write must leave; else an error
 * <tr><td>0 rows<td>the row is read again: absent is missing; a higher version proves itself and is a conflict; the
 *     expected version, twice, means that the write was suppressed; a lower version may come from an old snapshot, so the row is
 *     read once more with a lock, which proves it
 * <tr><td>more than 1, or no count<td>an error; the transaction is to be rolled back
 * </table>
 *
 * <p>For one thread at a time, like the connection.
 */
final class Verdict<R, ID> {

    private static final Logger LOG = LoggerFactory.getLogger(VersionedRows.class);

    private final Statements<R, ID> statements;
    private final Change<R> change;
    private final Owner owner;
    private @Nullable String transactionId;

    Verdict(Statements<R, ID> statements, Change<R> change, Owner owner) {
        this.statements = statements;
        this.change = change;
        this.owner = owner;
    }

    /** The id of the transaction that the write was made in, where the database told it. */
    @Nullable
    String transactionId() {
        return transactionId;
    }

    Outcome<R> write() throws Refusal {
        Optional<Outcome<R>> first = once(true);
        return logged(first.isPresent() ? first.get() : once(false).orElseThrow());
    }

    /** Whatever refused the write, it is logged once, where it is decided. */
    Outcome<R> logged(Outcome<R> outcome) {
        if (!outcome.isApplied()) {
            LOG.debug("{} refused: {}", change.act().verb, outcome);
        }
        return outcome;
    }

    /**
     * What sending it came to; empty if nothing was written and nothing stands against it.
     *
     * <p>So it looks when the write is suppressed, but also when the row that refused it was deleted, or inserted, before
     * we looked: only where it stays so the second time, it is suppressed.
     */
    private Optional<Outcome<R>> once(boolean mayRetry) throws Refusal {
        Optional<R> before = isUnreturnedDelete() ? statements.find(change.idValues()) : Optional.empty();
        Statements.Answer<R, ID> answer = send();
        transactionId = answer.transactionId();
        return switch (answer.count()) {
            case 0 -> refused(mayRetry);
            case 1 -> Optional.of(applied(answer.row() != null ? answer.row() : stored(answer, before)));
            default -> throw miscounted(answer.count());
        };
    }

    private Statements.Answer<R, ID> send() throws Refusal {
        try {
            return statements.write(change, owner != Owner.STATEMENT);
        } catch (MappingException e) {
            throw unreadable(e);
        }
    }

    /** Reads a row. */
    interface Reading<R> {
        R read() throws SQLException;
    }

    R reading(Reading<R> row) throws SQLException {
        try {
            return row.read();
        } catch (MappingException e) {
            throw unreadable(e);
        }
    }

    /** The row was written, and cannot be read. */
    private MappingException unreadable(MappingException e) {
        return new MappingException(change.where() + ": " + e.getMessage() + ". " + owner.carriedOut, e);
    }

    private boolean isUnreturnedDelete() {
        return change.act() == Act.DELETE && !change.sql().returnsRow();
    }

    /** The write was made: applied, if the row shows the version that it must leave. */
    Outcome<R> applied(R row) {
        long version = change.table().mapping().version(row);
        if (!change.act().leaves(change.expectedVersion(), version)) {
            throw new MappingException(change.where() + ": after " + change.act().verb + " on version "
                    + change.expectedVersion() + " the row shows version " + version
                    + ". A trigger or a default changes the version. " + owner.carriedOut);
        }
        return new Applied<>(row);
    }

    /** The row as stored, where the write does not answer it: read in the same transaction. */
    private R stored(Statements.Answer<R, ID> answer, Optional<R> before) throws Refusal {
        @Nullable Object[] idValues = answer.id() == null ? change.idValues() : idOf().values(answer.id());
        return readable(change.act() == Act.DELETE ? before : readBack(idValues));
    }

    /** The row that was written, if it can be read. */
    R readable(Optional<R> row) {
        return row.orElseThrow(() -> new MappingException(change.where()
                + ": the row that was written cannot be read back; a policy or a view hides it. " + owner.carriedOut));
    }

    private Optional<R> readBack(@Nullable Object[] idValues) throws Refusal {
        try {
            return statements.find(idValues);
        } catch (MappingException e) {
            throw unreadable(e);
        } catch (Refusal e) {
            throw new Refusal(e.fault(), e.failure(), Refusal.Stage.ANSWERED);
        }
    }

    @SuppressWarnings("unchecked")
    private RowId<R, ID> idOf() {
        return (RowId<R, ID>) change.table().mapping().id();
    }

    /**
     * What no row means.
     *
     * @param mayRetry whether the write can be tried again, if nothing stands against it: empty
     */
    Optional<Outcome<R>> refused(boolean mayRetry) throws Refusal {
        if (change.id() == null) {
            return unopposed(mayRetry, "nothing stands against it");
        }
        Optional<R> current = change.act().checksVersion()
                ? statements.findProven(change.idValues(), change.expectedVersion())
                : statements.find(change.idValues());
        if (current.isEmpty()) {
            return change.act() == Act.INSERT
                    ? unopposed(mayRetry, "no row of this id exists")
                    : Optional.of(missing());
        }
        if (isAgainst(current.get())) {
            return Optional.of(conflict(current.get()));
        }
        return unopposed(
                mayRetry, change.act().checksVersion() ? "the row stands at the expected version" : "the row exists");
    }

    private Optional<Outcome<R>> unopposed(boolean mayRetry, String found) {
        if (mayRetry) {
            return Optional.empty();
        }
        throw new SuppressedWriteException(change.table(), change.where(), change.id(), found);
    }

    /** Whether this row, if it is the current one, is a conflict. */
    boolean isAgainst(R row) {
        return change.act() == Act.INSERT
                || (change.act().checksVersion() && change.table().mapping().version(row) != change.expectedVersion());
    }

    /** Whether this row, read without a lock, may come from an old snapshot. */
    boolean isBelow(R row) {
        return change.act().checksVersion() && change.table().mapping().version(row) < change.expectedVersion();
    }

    Conflict<R> conflict(R current) {
        return new Conflict<>(
                change.table(),
                change.act().verb,
                id(),
                change.expectedVersion(),
                change.attempted().apply(current),
                current);
    }

    Missing<R> missing() {
        return new Missing<>(change.table(), id());
    }

    private Object id() {
        return requireNonNull(change.id(), "id must be known");
    }

    VersionedException miscounted(int count) {
        return count < 0
                ? new DatabaseException(
                        change.where() + ": the driver does not say how many rows it changed. " + owner.carriedOut,
                        null)
                : new MappingException(change.where() + ": " + change.act().verb + " changed more than one row; an id"
                        + " must be unique. " + owner.carriedOut);
    }
}
