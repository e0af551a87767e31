package io.github.ifmatch.engine.write;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.engine.sql.TableSql;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One write, until it is decided. For one thread at a time, like the connection.
 *
 * <p>In a transaction of its own, a serialization failure is looked into in a new one: a row that has changed is a conflict, one that has
 * not is written again, {@value Unit#ATTEMPTS} attempts in all. In somebody's it is sent once.
 */
public final class Write<R, ID> {

    private final Unit unit;
    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final Change<R> change;
    private final Owner owner;
    private final Verdict<R, ID> verdict;

    private Write(Unit unit, Statements<R, ID> statements, TableSql<R, ID> sql, Change<R> change) {
        this.unit = unit;
        this.statements = statements;
        this.sql = sql;
        this.change = change;
        this.owner = unit.owner();
        this.verdict = new Verdict<>(statements, change, owner);
    }

    /** A write by itself. */
    public static <R, ID> Write<R, ID> alone(Unit unit, TableSql<R, ID> sql, Change<R> change) {
        if (change.sql().returnsRow() && sql.writesOneRow(change.sql())) {
            unit.isOneStatement();
        }
        return new Write<>(unit, unit.statements(sql), sql, change);
    }

    /** A write among others, which are sent by the same statements. */
    public static <R, ID> Write<R, ID> among(
            Unit unit, Statements<R, ID> statements, TableSql<R, ID> sql, Change<R> change) {
        return new Write<>(unit, statements, sql, change);
    }

    /** The transaction's id, where the database told it. */
    @Nullable
    public String transactionId() {
        return verdict.transactionId();
    }

    /** Makes it, and keeps it; whatever cuts it short, it may stand in somebody's transaction. */
    public Outcome<R> run() {
        try {
            return owner.isPart() ? joined() : change.logged(own());
        } catch (MappingException | DatabaseException e) {
            throw unit.failed(e);
        } catch (VersionedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            VersionedException unused = unit.failed(UserExceptions.cutShort(change.where(), e));
            throw e;
        }
    }

    private Outcome<R> joined() {
        try {
            Outcome<R> outcome = send();
            if (outcome.isApplied()) {
                unit.wrote(statements, verdict.transactionId());
            }
            return outcome;
        } catch (Refusal refusal) {
            throw unit.failed(UserExceptions.ofWrite(unit.proven(refusal), change, owner));
        }
    }

    private Outcome<R> own() {
        for (int attempt = 1; ; attempt++) {
            try {
                return once();
            } catch (Refusal refusal) {
                Optional<Outcome<R>> decided = decide(refusal, attempt);
                if (decided.isPresent()) {
                    return decided.get();
                }
            }
        }
    }

    /** Once it was sent a second time it is sent in transactions alone: what a trigger does instead of it is then undone each time. */
    private Outcome<R> once() throws Refusal {
        Owner in = owner == Owner.STATEMENT && verdict.isSecond() ? Owner.OURS : owner;
        Optional<Outcome<R>> first = in == Owner.STATEMENT ? statement() : transaction(() -> verdict.first(in));
        return first.isPresent()
                ? first.get()
                : transaction(() -> Optional.of(verdict.second(in == Owner.OURS)))
                        .orElseThrow();
    }

    private Optional<Outcome<R>> statement() throws Refusal {
        try {
            return verdict.first(owner);
        } catch (Refusal refusal) {
            throw unit.proven(refusal);
        }
    }

    private Optional<Outcome<R>> transaction(Unit.Sending<Optional<Outcome<R>>> sending) throws Refusal {
        unit.begin();
        boolean isDone = false;
        try {
            Optional<Outcome<R>> outcome = sending.send();
            if (outcome.isPresent()) {
                end(outcome.get());
                isDone = true;
            }
            return outcome;
        } catch (Refusal refusal) {
            throw unit.proven(refusal);
        } finally {
            if (!isDone) {
                unit.undo();
            }
        }
    }

    private void end(Outcome<R> outcome) throws Refusal {
        if (outcome.isApplied()) {
            unit.wrote(statements, verdict.transactionId());
            unit.keep();
        } else {
            unit.leave();
        }
    }

    /** A duplicate, of which no look finds the row: it is another index's, unless there is none. */
    private Refusal unseen(Refusal duplicate) {
        return duplicate.fault() == Fault.DUPLICATE && statements.canOnlyMeetItsId()
                ? duplicate.cameAndWent()
                : duplicate;
    }

    /** What a refusal means: an outcome, an exception, or (empty) one more attempt. */
    private Optional<Outcome<R>> decide(Refusal refusal, int attempt) {
        if (refusal.isAnswered(verdict.sentIn())) {
            throw UserExceptions.ofWrite(refusal, change, verdict.sentIn());
        }
        Refusal told = refusal;
        try {
            if (mayExist(refusal)) {
                Optional<Outcome<R>> existing = existing();
                if (existing.filter(outcome -> mayBeItsOwn(outcome, refusal)).isPresent()) {
                    throw UserExceptions.ofWrite(refusal, change, verdict.sentIn());
                }
                boolean isMarked = existing.isEmpty() && Marked.isMet(statements, refusal, change.idValues());
                // else deleted before we looked, or it is another index that is broken
                if (existing.isPresent()
                        || (!isMarked && refusal.fault() == Fault.DUPLICATE && attempt < insertAttempts())) {
                    return existing;
                }
                told = isMarked ? refusal.ofMarked() : unseen(refusal);
            } else if (unit.mayRunAgain(refusal, attempt)) {
                return change.verb() == Verb.INSERT ? Optional.empty() : verdict.refused();
            }
        } catch (Refusal second) {
            if (unit.mayRunAgain(unit.proven(second), attempt)) {
                return Optional.empty();
            }
            refusal.failure().addSuppressed(second.failure());
        } finally {
            unit.leave();
        }
        throw told.stage() == Refusal.Stage.COMMITTING
                ? UserExceptions.ofCommit(told, change, unit.inquiry())
                : UserExceptions.ofWrite(told, change, verdict.sentIn());
    }

    private boolean mayExist(Refusal refusal) {
        return change.verb() == Verb.INSERT && change.id() != null && refusal.mayBeDuplicate();
    }

    /** An insert that may stand, though an error was answered, is not told as somebody else's row. */
    private boolean mayBeItsOwn(Outcome<R> existing, Refusal refusal) {
        return UserExceptions.isUnproven(refusal, verdict.sentIn())
                && existing instanceof Conflict<R> conflict
                && change.isLike(conflict.current());
    }

    /** Where the first attempt has met the id, too, it is that which comes and goes, or which a policy hides. */
    private int insertAttempts() {
        return sql.insertsIfAbsent() && verdict.isSecond() ? Unit.ATTEMPTS : 2;
    }

    /** The conflict that a duplicate id is; empty if there is no such row. */
    private Optional<Outcome<R>> existing() throws Refusal {
        Inspection.Found<R> found = Inspection.of(statements, Ruling.Question.ABSENT, 0, change.idValues());
        return found.ruling() == Ruling.CONFLICT ? found.row().map(change::conflict) : Optional.empty();
    }

    /** Sends it inside a transaction in which others are sent, too. */
    public Outcome<R> send() throws Refusal {
        Optional<Outcome<R>> first = first();
        return change.logged(first.isPresent() ? first.get() : second());
    }

    private Optional<Outcome<R>> first() throws Refusal {
        if (change.verb() != Verb.INSERT) { // only an insert can meet its id
            return verdict.first(owner);
        }
        Mark mark = isSaved() ? mark() : new Mark(statements.connection(), null);
        try {
            Optional<Outcome<R>> outcome = verdict.first(owner);
            mark.keep();
            return outcome;
        } catch (Refusal refusal) {
            if (mayExist(refusal) && !refusal.hasEndedAll()) {
                boolean unused = mark.undo();
                return Optional.of(existing(refusal));
            }
            throw refusal;
        }
    }

    /** A duplicate id must leave a transaction in which the existing row can be read. */
    private boolean isSaved() {
        return change.verb() == Verb.INSERT
                && change.id() != null
                && !sql.dialect().survivesErrors()
                && !sql.insertsIfAbsent();
    }

    private Mark mark() throws Refusal {
        return Mark.set(statements.connection(), sql.dialect());
    }

    /** The conflict that a duplicate id is; else the refusal, as it is to be told. */
    private Outcome<R> existing(Refusal refusal) throws Refusal {
        boolean isMarked;
        try {
            Optional<Outcome<R>> existing = existing();
            if (existing.isPresent()) {
                return existing.get();
            }
            isMarked = Marked.isMet(statements, refusal, change.idValues());
        } catch (Refusal second) {
            if (second.fault() == Fault.SERIALIZATION) {
                throw second; // the row that stood against it may be newer than the snapshot
            }
            refusal.failure().addSuppressed(second.failure());
            throw refusal;
        }
        throw isMarked ? refusal.ofMarked() : unseen(refusal);
    }

    private Outcome<R> second() throws Refusal {
        Mark mark = mark();
        if (!mark.isSet()) {
            return verdict.only();
        }
        Outcome<R> outcome;
        try {
            outcome = verdict.second(false);
        } catch (Refusal refusal) {
            return undone(mark, refusal);
        } catch (RuntimeException | Error e) {
            requireUndone(mark.undo());
            throw e;
        }
        if (outcome.isApplied()) {
            mark.keep();
        } else {
            requireUndone(mark.undo());
        }
        return outcome;
    }

    /** The conflict that a duplicate id is; nothing of the transaction can be committed if the refusal is not undone. */
    private Outcome<R> undone(Mark mark, Refusal refusal) throws Refusal {
        if (!mark.undo() || !mayExist(refusal)) {
            throw refusal;
        }
        return existing(refusal);
    }

    /** Else what a trigger did may stand twice: the transaction must not be committed. */
    private void requireUndone(boolean isUndone) {
        if (!isUndone) {
            throw new DatabaseException(
                    change.where() + ": a second attempt to " + change.verb().word + " it could not be undone. "
                            + owner.carriedOut,
                    null);
        }
    }
}
