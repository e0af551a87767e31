package io.github.ifmatch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch once, inside a transaction: by id, ascending; some rows at a time; each chunk in one statement where the
 * dialect has one, else as a JDBC batch; or row by row, where the driver sends a JDBC batch so.
 *
 * <p>What the answer of a chunk does not decide (a write that was suppressed, or overtaken) is written by itself, and gets
 * the {@link Verdict} of a single write. For one thread at a time, like the connection.
 */
final class BatchRun<R, ID> {

    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final Batch<R> batch;
    private final Owner owner;
    private @Nullable String transactionId;
    private @Nullable Change<R> last;

    BatchRun(Statements<R, ID> statements, TableSql<R, ID> sql, Batch<R> batch, Owner owner) {
        this.statements = statements;
        this.sql = sql;
        this.batch = batch;
        this.owner = owner;
    }

    @Nullable
    String transactionId() {
        return transactionId;
    }

    /** The write that was sent last, if it was sent by itself. */
    Optional<Change<R>> last() {
        return Optional.ofNullable(last);
    }

    /** The outcomes, in the order of the changes. */
    List<Outcome<R>> write(boolean rowByRow) throws Refusal, SQLException, Uncounted {
        last = null;
        List<Change<R>> changes = batch.changes();
        List<@Nullable Outcome<R>> outcomes = Arrays.asList(newOutcomes(changes.size()));
        List<Integer> ascending =
                IdOrder.ascending(changes.stream().map(Change::idValues).toList());
        if (rowByRow || sql.batchesRowByRow()) {
            writeRowByRow(ascending, outcomes);
            return decided(outcomes);
        }
        for (int from = 0; from < ascending.size(); from += VersionedBatches.ROWS_PER_STATEMENT) {
            int to = Math.min(ascending.size(), from + VersionedBatches.ROWS_PER_STATEMENT);
            write(ascending.subList(from, to), outcomes);
        }
        return decided(outcomes);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <R> @Nullable Outcome<R>[] newOutcomes(int rows) {
        return new Outcome[rows];
    }

    @SuppressWarnings("NullAway") // each was set: a row that is not decided throws
    private static <R> List<Outcome<R>> decided(List<@Nullable Outcome<R>> outcomes) {
        return Collections.unmodifiableList(outcomes);
    }

    private void writeRowByRow(List<Integer> places, List<@Nullable Outcome<R>> outcomes) throws Refusal, SQLException {
        statements.queries().keep();
        try {
            for (int place : places) {
                outcomes.set(place, write(batch.changes().get(place)));
            }
        } finally {
            statements.queries().closeKept();
        }
    }

    private Outcome<R> write(Change<R> change) throws Refusal, SQLException {
        last = change;
        JoinedWrite<R, ID> write = new JoinedWrite<>(statements, sql, change, owner);
        Outcome<R> outcome = write.run();
        transactionId = write.transactionId() == null ? transactionId : write.transactionId();
        last = null;
        return outcome;
    }

    private void write(List<Integer> places, List<@Nullable Outcome<R>> outcomes)
            throws Refusal, SQLException, Uncounted {
        Map<String, List<Integer>> bySql = new LinkedHashMap<>();
        places.forEach(
                place -> bySql.computeIfAbsent(batch.changes().get(place).sql().plain(), key -> new ArrayList<>())
                        .add(place));
        if (bySql.size() > 1 && batch.act() != Act.INSERT) {
            lock(places);
        }
        for (List<Integer> group : bySql.values()) {
            Chunk<R, ID> chunk = new Chunk<>(
                    statements,
                    sql.mapping().id(),
                    group.stream().map(batch.changes()::get).toList());
            write(chunk);
            for (int i = 0; i < group.size(); i++) {
                outcomes.set(group.get(i), chunk.outcome(i).orElseThrow());
            }
        }
    }

    /** Statements one after the other would not take their locks in order. */
    private void lock(List<Integer> places) throws Refusal {
        List<@Nullable Object[]> ids = places.stream()
                .map(place -> batch.changes().get(place).idValues())
                .toList();
        Map<ID, R> unused = Chunk.find(statements, sql.mapping().id(), ids, true);
    }

    private void write(Chunk<R, ID> chunk) throws Refusal, SQLException, Uncounted {
        if (!writeSet(chunk) && sql.countsBatches()) {
            new JdbcBatch<>(statements, sql, chunk, owner).write();
        }
        for (int place : chunk.open(open -> true)) {
            chunk.decide(place, write(chunk.change(place)));
        }
    }

    private boolean writeSet(Chunk<R, ID> chunk) throws Refusal, SQLException {
        Optional<BatchStatement> statement =
                sql.batch(statements.connection(), chunk.change(0).sql());
        if (statement.isEmpty()) {
            return false;
        }
        SetBatch<R, ID> set = new SetBatch<>(statements, sql, statement.get());
        if (!set.write(chunk, owner)) {
            return false;
        }
        transactionId = set.transactionId() == null ? transactionId : set.transactionId();
        decideUnanswered(chunk);
        return true;
    }

    /** Rows that the statement did not answer are mostly missing; one query tells of all. */
    private void decideUnanswered(Chunk<R, ID> chunk) throws Refusal {
        List<Integer> unanswered = chunk.open(place -> true);
        if (unanswered.isEmpty()) {
            return;
        }
        Chunk<R, ID>.Found found = chunk.find(unanswered);
        for (int place : unanswered) {
            Verdict<R, ID> verdict = new Verdict<>(statements, chunk.change(place), owner);
            Optional<R> row = found.row(place);
            if (row.isEmpty() && batch.act() != Act.INSERT) {
                chunk.decide(place, verdict.logged(verdict.missing()));
            } else if (row.isPresent() && batch.act() == Act.INSERT) {
                chunk.decide(place, verdict.logged(verdict.conflict(row.get())));
            }
        }
    }
}
