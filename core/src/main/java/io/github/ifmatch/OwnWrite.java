package io.github.ifmatch;

import java.sql.SQLException;
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

    OwnWrite(
            Connections connections,
            TransactionBoundary boundary,
            Statements<R, ID> statements,
            TableSql<R, ID> sql,
            Change<R> change) {
        this.connections = connections;
        this.boundary = boundary;
        this.statements = statements;
        this.dialect = sql.dialect();
        this.change = change;
        boolean isOneStatement = boundary.isAutocommit() && change.sql().returnsRow() && sql.writesOneRow(change.act());
        this.owner = isOneStatement ? Owner.STATEMENT : Owner.OURS;
        this.verdict = new Verdict<>(statements, change, owner);
    }

    Outcome<R> run() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return owner == Owner.STATEMENT ? verdict.write() : inTransaction();
            } catch (Refusal refusal) {
                Optional<Outcome<R>> decided = decide(refusal, attempt);
                if (decided.isPresent()) {
                    return verdict.logged(decided.get());
                }
            }
        }
    }

    private Outcome<R> inTransaction() throws SQLException, Refusal {
        boundary.begin();
        boolean isDone = false;
        try {
            Outcome<R> outcome = verdict.write();
            if (outcome.isApplied()) {
                boundary.commit(dialect);
                isDone = true;
            }
            return outcome;
        } finally {
            if (!isDone) {
                boundary.rollback();
            }
        }
    }

    /** What a refusal means: an outcome, an exception, or (empty) one more attempt. */
    private Optional<Outcome<R>> decide(Refusal refusal, int attempt) {
        try {
            if (isDuplicateId(refusal)) {
                Optional<R> existing = statements.find(change.idValues());
                if (existing.isPresent()) {
                    return Optional.of(verdict.conflict(existing.get()));
                }
                if (attempt == 1) { // deleted before we looked, or it is another index that is broken
                    return Optional.empty();
                }
            } else if (refusal.fault() == Fault.SERIALIZATION && attempt < OwnTransaction.ATTEMPTS) {
                return change.act() == Act.INSERT ? Optional.empty() : verdict.refused(true);
            }
        } catch (Refusal second) {
            if (second.fault() == Fault.SERIALIZATION && attempt < OwnTransaction.ATTEMPTS) {
                return Optional.empty();
            }
            refusal.failure().addSuppressed(second.failure());
        } finally {
            boundary.rollback();
        }
        throw refusal.stage() == Refusal.Stage.COMMITTING
                ? Failures.ofCommit(refusal, change, inquiry())
                : Failures.ofWrite(refusal, change, owner);
    }

    private boolean isDuplicateId(Refusal refusal) {
        return refusal.fault() == Fault.DUPLICATE && change.act() == Act.INSERT && change.id() != null;
    }

    private UnknownOutcomeException.@Nullable Inquiry inquiry() {
        return connections.inquiry(dialect, verdict.transactionId());
    }
}
