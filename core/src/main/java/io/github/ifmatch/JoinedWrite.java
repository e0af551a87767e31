package io.github.ifmatch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One write among others in a transaction. For one thread at a time, like the connection. */
final class JoinedWrite<R, ID> {

    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final Change<R> change;
    private final Verdict<R, ID> verdict;

    JoinedWrite(Statements<R, ID> statements, TableSql<R, ID> sql, Change<R> change, Owner owner) {
        this.statements = statements;
        this.sql = sql;
        this.change = change;
        this.verdict = new Verdict<>(statements, change, owner);
    }

    /** The transaction's id, where the database told it. */
    @Nullable
    String transactionId() {
        return verdict.transactionId();
    }

    Outcome<R> run() throws Refusal {
        Optional<Outcome<R>> first = first();
        return verdict.logged(first.isPresent() ? first.get() : second());
    }

    private Optional<Outcome<R>> first() throws Refusal {
        Mark mark = isSaved() ? mark() : new Mark(statements.connection(), null);
        try {
            Optional<Outcome<R>> outcome = verdict.first();
            mark.keep();
            return outcome;
        } catch (Refusal refusal) {
            if (mayExist(refusal)) {
                boolean unused = mark.undo();
                Optional<Outcome<R>> existing = existing(refusal);
                if (existing.isPresent()) {
                    return existing;
                }
            }
            throw refusal;
        }
    }

    /** A duplicate id must leave a transaction in which the existing row can be read. */
    private boolean isSaved() {
        return change.act() == Act.INSERT
                && change.id() != null
                && !sql.dialect().survivesErrors()
                && !sql.insertsIfAbsent();
    }

    private Mark mark() throws Refusal {
        return Mark.set(statements.connection(), sql.dialect());
    }

    private boolean mayExist(Refusal refusal) {
        return change.act() == Act.INSERT && change.id() != null && refusal.mayBeDuplicate();
    }

    /** The conflict that a duplicate id is. */
    private Optional<Outcome<R>> existing(Refusal refusal) throws Refusal {
        try {
            Inspection.Found<R> found = Inspection.of(statements, Ruling.Question.ABSENT, 0, change.idValues());
            return found.ruling() == Ruling.CONFLICT ? found.row().map(verdict::conflict) : Optional.empty();
        } catch (Refusal second) {
            if (second.fault() == Fault.SERIALIZATION) {
                throw second; // the row that stood against it may be newer than the snapshot
            }
            refusal.failure().addSuppressed(second.failure());
            return Optional.empty();
        }
    }

    private Outcome<R> second() throws Refusal {
        Mark mark = mark();
        if (!mark.isSet()) {
            return verdict.only();
        }
        boolean isApplied = false;
        boolean isRefused = false;
        try {
            Outcome<R> outcome = verdict.second(false);
            isApplied = outcome.isApplied();
            return outcome;
        } catch (Refusal refusal) {
            isRefused = true; // nothing of the transaction can be committed then, whether it is undone here or not
            throw refusal;
        } finally {
            if (isApplied) {
                mark.keep();
            } else {
                requireUndone(mark.undo() || isRefused);
            }
        }
    }

    /** Else what a trigger did may stand twice: the transaction must not be committed. */
    private void requireUndone(boolean isUndone) {
        if (!isUndone) {
            throw new DatabaseException(
                    change.where() + ": a second attempt to " + change.act().verb + " it could not be undone. "
                            + Owner.CALLER.carriedOut,
                    null);
        }
    }
}
