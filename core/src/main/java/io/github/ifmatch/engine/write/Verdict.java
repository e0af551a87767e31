package io.github.ifmatch.engine.write;

import io.github.ifmatch.Applied;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.Mapping;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends one write and says what became of it. The count is believed only where it can be:
 *
 * <table>
 * <caption>What the database said, and what is made of it</caption>
 * <tr><td>1 row<td>applied, if the stored row shows the version that the write must leave; else an error
 * <tr><td>0 rows<td>the row is looked at, and {@link Ruling} says what it means; where nothing stands against the write, what did may
 *     have come or gone before the look: it is sent once more, so that it can be undone, and so that nothing can come or go
 * <tr><td>more than 1, or no count<td>an error; the transaction is to be rolled back
 * <tr><td>no rows where rows were asked for<td>a rule made another statement of it: an error
 * </table>
 *
 * <p>For one thread at a time, like the connection.
 */
public final class Verdict<R, ID> {

    private final Statements<R, ID> statements;
    private final Change<R> change;
    private final Owner owner;
    private Owner sentIn;
    private @Nullable String transactionId;
    private Optional<R> deleted = Optional.empty();
    private boolean isLocked;
    private boolean isInDoubt;
    private boolean isSecond;
    private int doubts;

    public Verdict(Statements<R, ID> statements, Change<R> change, Owner owner) {
        this.statements = statements;
        this.change = change;
        this.owner = owner;
        this.sentIn = owner;
    }

    /** Whose transaction the write was last sent in: its second attempt is never in autocommit. */
    Owner sentIn() {
        return sentIn;
    }

    /** The id of the transaction that the write was made in, where the database told it. */
    @Nullable
    String transactionId() {
        return transactionId;
    }

    /**
     * Sends the write; empty if it wrote no row, and nothing stands against it now, so that it may be sent a {@linkplain #second
     * second} time. For then the row that stood against it may have come or gone before we looked.
     */
    Optional<Outcome<R>> first(Owner in) throws Refusal {
        sentIn = in;
        isLocked = false; // another attempt is another transaction
        return send(false);
    }

    /**
     * Sends the write once more. The caller can undo it, and does unless it is applied: what a trigger did instead of the write must
     * not be done twice.
     *
     * @param isFirstUndone whether the first attempt was rolled back
     */
    Outcome<R> second(boolean isFirstUndone) throws Refusal {
        sentIn = owner == Owner.STATEMENT ? Owner.OURS : owner;
        if (isInDoubt && isFirstUndone) {
            return existing();
        }
        isSecond = true;
        Optional<Outcome<R>> standing = change.verb() == Verb.INSERT ? Optional.empty() : locked();
        return standing.isPresent() ? standing.get() : send(true).orElseThrow();
    }

    /** Nobody can change a row that is locked: what then is not written is suppressed, whatever came and went before. */
    private Optional<Outcome<R>> locked() throws Refusal {
        Optional<Outcome<R>> standing = ruled(inspected());
        isLocked = standing.isEmpty() && statements.canLock();
        return standing;
    }

    /** What a write comes to that cannot be sent again, because that could not be undone. */
    Outcome<R> only() throws Refusal {
        return isInDoubt ? existing() : refusedAgain().orElseThrow();
    }

    /** Whether it was ever sent a second time. */
    boolean isSecond() {
        return isSecond;
    }

    private Optional<Outcome<R>> send(boolean isAgain) throws Refusal {
        if (change.removes() && !change.sql().returnsRow()) {
            Optional<Outcome<R>> outcome = readBeforeDelete();
            if (outcome.isPresent()) {
                return outcome;
            }
        }
        Answer<R, ID> answer = isAgain ? sentAgain() : sent(false);
        return switch (answer.count()) {
            case 0 -> {
                if (isLocked) { // at the expected version: whatever changed it since is the write's own doing
                    throw unopposed();
                }
                yield isAgain ? refusedAgain() : refused();
            }
            case 1 -> Optional.of(applied(answer.row() != null ? answer.row() : stored(answer)));
            case Answer.REWRITTEN -> throw suppressed("the database answered neither the row nor that there is none");
            default -> throw miscounted(answer.count());
        };
    }

    /** A delete that does not answer its row reads it first, with a lock, so that it is the one that is deleted. */
    private Optional<Outcome<R>> readBeforeDelete() throws Refusal {
        Inspection.Found<R> found;
        try {
            Optional<R> unlocked = statements.canLock() ? Optional.empty() : statements.find(change.idValues());
            if (unlocked.isPresent() && statements.version(unlocked.get()) == change.expectedVersion()) {
                deleted = unlocked; // the delete's own condition tells whether it still stands
                return Optional.empty();
            }
            found = Inspection.of(statements, Ruling.Question.CHECK, change.expectedVersion(), change.idValues());
        } catch (MappingException e) {
            throw new MappingException(change.where() + ": " + e.getMessage() + ". Nothing was written.", e);
        }
        deleted = found.row();
        isLocked = found.ruling() == Ruling.UNOPPOSED && statements.canLock();
        // whether what a policy hides from updates can be deleted, only the delete tells
        return found.ruling() == Ruling.HIDDEN ? Optional.empty() : ruled(found);
    }

    private Answer<R, ID> sent(boolean isPlainInsert) throws Refusal {
        try {
            Answer<R, ID> answer = isPlainInsert
                    ? statements.insertPlain(change)
                    : statements.write(change, sentIn != Owner.STATEMENT);
            transactionId = answer.transactionId();
            return answer;
        } catch (MappingException e) {
            throw unreadable(e);
        } catch (Refusal e) {
            if (TableGuard.hasRefused(e.failure())) {
                statements.doubt(); // it came after we looked
            }
            throw e;
        }
    }

    /**
     * An insert is now one that fails where the id exists: a row that is gone at the next look would be taken for none. One that is put
     * elsewhere meets there what its first attempt has left.
     */
    private Answer<R, ID> sentAgain() throws Refusal {
        try {
            return sent(change.verb() == Verb.INSERT && !isInDoubt);
        } catch (Refusal e) {
            if (isInDoubt && e.fault() == Fault.DUPLICATE) {
                throw redirected();
            }
            throw e;
        }
    }

    /**
     * What no row means; empty if nothing stands against the write.
     *
     * <p>An insert that finds a row just like its own is in doubt whether it made that row itself: a trigger can put it into a child
     * table, and answer no row.
     */
    Optional<Outcome<R>> refused() throws Refusal {
        if (change.id() == null) {
            throw suppressed("the database changed no row, though nothing stands against it");
        }
        Inspection.Found<R> found = inspected();
        isInDoubt = change.verb() == Verb.INSERT
                && found.row().filter(change::isLike).isPresent();
        return isInDoubt ? Optional.empty() : ruled(found);
    }

    private Inspection.Found<R> inspected() throws Refusal {
        return Inspection.of(statements, change.verb().question(), change.expectedVersion(), change.idValues());
    }

    private Optional<Outcome<R>> ruled(Inspection.Found<R> found) {
        return switch (found.ruling()) {
            case CONFLICT -> Optional.of(change.conflict(found.row().orElseThrow()));
            case MISSING -> Optional.of(change.missing());
            case HIDDEN -> throw unopposed();
            default -> Optional.empty();
        };
    }

    private Optional<Outcome<R>> refusedAgain() throws Refusal {
        try {
            Optional<Outcome<R>> ruled = ruled(inspected());
            if (ruled.isPresent()) {
                return ruled;
            }
        } catch (MappingException twins) {
            throw isInDoubt ? redirected() : twins;
        }
        if (isInDoubt) { // the row that was there is gone
            throw cameAndWent();
        }
        if (!Ruling.isSuppressed(change.verb().question(), statements.dialect().lockingRead())) {
            throw Refusal.unordered("the row may come and go while it is written", Refusal.Stage.ANSWERED);
        }
        throw unopposed();
    }

    /** The row that the first attempt met; if it is gone each time, it was the attempt's own, which was undone. */
    private Outcome<R> existing() throws Refusal {
        Optional<R> row = inspected().row();
        if (row.isEmpty() && ++doubts < Unit.ATTEMPTS) {
            throw cameAndWent();
        }
        return row.map(change::conflict).orElseThrow(this::redirected);
    }

    private static Refusal cameAndWent() {
        return Refusal.unordered("the row comes and goes while it is inserted", Refusal.Stage.ANSWERED);
    }

    private SuppressedWriteException unopposed() {
        return suppressed("the database changed no row, though " + change.verb().question().unopposed);
    }

    /** The first attempt made a row, and the database says that it made none. */
    private SuppressedWriteException redirected() {
        return suppressed("the database changed no row of the table itself, and yet a row just like this one was made");
    }

    private SuppressedWriteException suppressed(String found) {
        statements.doubt();
        return change.complaints().suppressed(found, owner);
    }

    public VersionedException unreadable(MappingException e) {
        return change.complaints().unreadable(e, sentIn);
    }

    /** The write was made: applied, if the row shows the version that it must leave. */
    public Outcome<R> applied(R row) {
        Mapping<R, ?> mapping = DeclaredTable.of(change.table()).mapping();
        long version = version(mapping, row);
        if (!change.leaves(version)) {
            statements.doubt();
            throw change.complaints().versionChanged(version, sentIn);
        }
        if (change.verb() == Verb.DELETE) {
            mapping.declaration().ended(change.idValues(), version);
        }
        return new Applied<>(row);
    }

    private long version(Mapping<R, ?> mapping, R row) {
        try {
            return mapping.version(row);
        } catch (MappingException e) { // a time of nanoseconds
            throw unreadable(e);
        }
    }

    /** The row as stored, where the write does not answer it: read in the same transaction. */
    private R stored(Answer<R, ID> answer) throws Refusal {
        @Nullable Object[] idValues = answer.id() == null ? change.idValues() : statements.idValues(answer.id());
        return readable(change.removes() ? deleted : readBack(idValues));
    }

    /** The row that was written, if it can be read. */
    public R readable(Optional<R> row) {
        return row.orElseThrow(() -> change.complaints().hidden(sentIn));
    }

    private Optional<R> readBack(@Nullable Object[] idValues) throws Refusal {
        try {
            return change.marks() ? Marked.find(statements, idValues) : statements.find(idValues);
        } catch (MappingException e) {
            throw unreadable(e);
        } catch (Refusal e) {
            throw new Refusal(e.fault(), e.failure(), Refusal.Stage.ANSWERED);
        }
    }

    public VersionedException miscounted(int count) {
        statements.doubt();
        return change.complaints().miscounted(count, sentIn);
    }
}
