package io.github.ifmatch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One write in a transaction of its own, and its attempts. For one thread at a time. */
final class OwnWrite<R, ID> {

    private final Connections connections;
    private final TransactionBoundary boundary;
    private final Statements<R, ID> statements;
    private final Dialect dialect;
    private final Change<R> change;
    private final Owner owner;
    private final Verdict<R, ID> verdict;
    private @Nullable String transactionId;

    OwnWrite(Connections connections, TransactionBoundary boundary, TableSql<R, ID> sql, Change<R> change) {
        this.connections = connections;
        this.boundary = boundary;
        this.dialect = sql.dialect();
        this.change = change;
        boolean isOneStatement = boundary.isAutocommit() && change.sql().returnsRow() && sql.writesOneRow(change.act());
        this.owner = isOneStatement ? Owner.STATEMENT : Owner.OURS;
        this.statements = boundary.statements(sql, isOneStatement);
        this.verdict = new Verdict<>(statements, change, owner);
    }

    Outcome<R> run() {
        for (int attempt = 1; ; attempt++) {
            try {
                return verdict.logged(once());
            } catch (Refusal refusal) {
                Optional<Outcome<R>> decided = decide(refusal, attempt);
                if (decided.isPresent()) {
                    return verdict.logged(decided.get());
                }
            }
        }
    }

    private Outcome<R> once() throws Refusal {
        Optional<Outcome<R>> first = owner == Owner.STATEMENT ? verdict.first() : inTransaction(verdict::first);
        return first.isPresent()
                ? first.get()
                : inTransaction(() -> Optional.of(verdict.second(owner == Owner.OURS)))
                        .orElseThrow();
    }

    private interface Sending<R> {
        Optional<Outcome<R>> send() throws Refusal;
    }

    private Optional<Outcome<R>> inTransaction(Sending<R> sending) throws Refusal {
        transactionId = null; // that of another attempt tells nothing of this one
        boundary.begin(dialect);
        boolean isDone = false;
        try {
            Optional<Outcome<R>> outcome = sending.send();
            if (outcome.isPresent()) {
                if (outcome.get().isApplied()) {
                    transactionId = verdict.transactionId() == null
                            ? statements.transactionId().orElse(null)
                            : verdict.transactionId();
                    boundary.commit(dialect);
                } else {
                    boundary.endRefused();
                }
                isDone = true;
            }
            return outcome;
        } catch (Refusal refusal) {
            throw boundary.proven(refusal);
        } finally {
            if (!isDone) {
                boundary.rollback();
            }
        }
    }

    /** What a refusal means: an outcome, an exception, or (empty) one more attempt. */
    private Optional<Outcome<R>> decide(Refusal refusal, int attempt) {
        boundary.refused(refusal);
        if (refusal.isAnswered(verdict.sentIn())) {
            throw Failures.ofWrite(refusal, change, verdict.sentIn());
        }
        try {
            if (isDuplicateId(refusal)) {
                Inspection.Found<R> found = Inspection.of(statements, Ruling.Question.ABSENT, 0, change.idValues());
                if (found.ruling() == Ruling.CONFLICT) {
                    return found.row().map(verdict::conflict);
                }
                if (attempt == 1
                        && refusal.fault()
                                == Fault.DUPLICATE) { // deleted before we looked, or it is another index that is broken
                    return Optional.empty();
                }
            } else if (refusal.fault() == Fault.SERIALIZATION && attempt < OwnTransaction.ATTEMPTS) {
                return change.act() == Act.INSERT ? Optional.empty() : verdict.refused();
            }
        } catch (Refusal second) {
            boundary.refused(second);
            if (second.fault() == Fault.SERIALIZATION && attempt < OwnTransaction.ATTEMPTS) {
                return Optional.empty();
            }
            refusal.failure().addSuppressed(second.failure());
        } finally {
            boundary.endRead();
        }
        throw refusal.stage() == Refusal.Stage.COMMITTING
                ? Failures.ofCommit(refusal, change, inquiry())
                : Failures.ofWrite(refusal, change, verdict.sentIn());
    }

    private boolean isDuplicateId(Refusal refusal) {
        return change.act() == Act.INSERT && change.id() != null && refusal.mayBeDuplicate();
    }

    private UnknownOutcomeException.@Nullable Inquiry inquiry() {
        return connections.inquiry(dialect, transactionId);
    }
}
