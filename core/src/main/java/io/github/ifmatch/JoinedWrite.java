package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One write among others in a transaction. For one thread at a time, like the connection. */
final class JoinedWrite<R, ID> {

    private final Connection connection;
    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final Change<R> change;
    private final Verdict<R, ID> verdict;

    JoinedWrite(Statements<R, ID> statements, TableSql<R, ID> sql, Change<R> change, Owner owner) {
        this.connection = statements.connection();
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

    Outcome<R> run() throws Refusal, SQLException {
        Savepoint savepoint = needsSavepoint() ? connection.setSavepoint() : null;
        try {
            Outcome<R> outcome = verdict.write();
            if (savepoint != null) {
                connection.releaseSavepoint(savepoint);
            }
            return outcome;
        } catch (Refusal refusal) {
            return verdict.logged(existing(refusal, savepoint).orElseThrow(() -> refusal));
        }
    }

    /** A duplicate id must leave a transaction in which the existing row can be read. */
    private boolean needsSavepoint() {
        return change.act() == Act.INSERT
                && change.id() != null
                && !sql.dialect().survivesErrors()
                && !sql.insertsIfAbsent();
    }

    /** The conflict that a duplicate id is. */
    private Optional<Outcome<R>> existing(Refusal refusal, @Nullable Savepoint savepoint) throws SQLException {
        if (refusal.fault() != Fault.DUPLICATE || change.act() != Act.INSERT || change.id() == null) {
            return Optional.empty();
        }
        if (savepoint != null) {
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
        }
        try {
            return statements.find(change.idValues()).map(verdict::conflict);
        } catch (Refusal second) {
            refusal.failure().addSuppressed(second.failure());
            return Optional.empty();
        }
    }
}
