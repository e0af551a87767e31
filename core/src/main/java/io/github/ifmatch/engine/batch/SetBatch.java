package io.github.ifmatch.engine.batch;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.engine.batch.SameWrites.Uncounted;
import io.github.ifmatch.engine.mapping.IdKey;
import io.github.ifmatch.engine.sql.Sql;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.engine.write.Owner;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.Statements;
import io.github.ifmatch.engine.write.Unit;
import io.github.ifmatch.engine.write.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends the same write of many rows as one statement of the dialect's, which answers them: one round trip. If its texts are long, as
 * several. For one thread at a time, like the connection.
 */
final class SetBatch<R, ID> {

    /** The database takes no value of such a class there: the same write of one row may yet be sent in another way. */
    private static final Set<String> MISTYPED = Set.of("42804", "42846", "42883");

    private final Unit unit;
    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final SameWrites<R, ID> writes;
    private final Owner owner;
    private final boolean isOptimistic;
    private @Nullable String transactionId;

    /** {@code isOptimistic} says that the rows need not be locked first. */
    SetBatch(
            Unit unit,
            Statements<R, ID> statements,
            TableSql<R, ID> sql,
            SameWrites<R, ID> writes,
            boolean isOptimistic) {
        this.unit = unit;
        this.statements = statements;
        this.sql = sql;
        this.writes = writes;
        this.owner = unit.owner();
        this.isOptimistic = isOptimistic;
    }

    @Nullable
    String transactionId() {
        return transactionId;
    }

    /**
     * Sends them, and decides every row that the answer tells of.
     *
     * @return false if there is no such statement, or it cannot take a value: then nothing was sent
     */
    boolean write() throws Refusal, SQLException, Uncounted {
        Sql one = writes.change(0).sql();
        if (!sql.mayBatch(one)) {
            return false;
        }
        SetValues values = SetValues.of(writes.changes());
        Optional<BatchStatement> batch =
                values.isNone() ? Optional.empty() : sql.batches().of(statements.connection(), one, values.types());
        Optional<BatchStatement> unlocked = isOptimistic ? batch.flatMap(BatchStatement::unlocked) : Optional.empty();
        return batch.isPresent() && write(unlocked.orElse(batch.get()), values, one);
    }

    private boolean write(BatchStatement batch, SetValues values, Sql one) throws Refusal, Uncounted {
        int rows = writes.changes().size();
        List<Integer> ends = new ArrayList<>();
        for (int end = 0; end < rows; ends.add(end)) {
            end += values.fitting(end, rows);
        }
        if (ends.size() > 1) {
            return writeParts(batch, values, one, ends);
        }
        Optional<BatchStatement.Values> ready = batch.values(values.columns());
        if (ready.isEmpty()) {
            return false;
        }
        try {
            send(batch, ready.get());
        } catch (Refusal refusal) {
            if (MISTYPED.contains(String.valueOf(refusal.failure().getSQLState()))) {
                sql.batches().distrust(one, values.types());
            }
            throw refusal;
        }
        return true;
    }

    /** A part that the statement cannot take is left undecided. */
    private boolean writeParts(BatchStatement batch, SetValues values, Sql one, List<Integer> ends)
            throws Refusal, Uncounted {
        int from = 0;
        for (int to : ends) {
            SameWrites<R, ID> part = writes.part(from, to);
            SetBatch<R, ID> of = new SetBatch<>(unit, statements, sql, part, isOptimistic);
            if (!of.write(batch, values.part(from, to), one) && from == 0) {
                return false;
            }
            transactionId = of.transactionId == null ? transactionId : of.transactionId;
            for (int place = 0; place < to - from; place++) {
                int whole = from + place;
                part.outcome(place).ifPresent(outcome -> writes.decide(whole, outcome));
            }
            from = to;
        }
        return true;
    }

    private void send(BatchStatement batch, BatchStatement.Values values) throws Refusal, Uncounted {
        boolean isTracked = unit.asksLater() && !batch.tracked().equals(batch.text());
        String text = isTracked ? batch.tracked() : batch.text();
        List<R> unplaced = statements.writingQuery(text, values::bind, answer -> read(answer, isTracked));
        if (!unplaced.isEmpty()) {
            pair(unplaced);
        }
    }

    /** Decides the rows that have a place; those without, which were inserted. */
    private List<R> read(ResultSet answer, boolean isTracked) throws SQLException {
        int columns = sql.mapping().columns().size();
        List<R> unplaced = new ArrayList<>();
        while (answer.next()) {
            int place = answer.getInt(columns + 1) - 1;
            R row = read(answer, Math.max(place, 0));
            if (place < 0) {
                unplaced.add(row);
            } else {
                decide(place, row, answer.getBoolean(columns + 2));
            }
            if (transactionId == null && isTracked) { // at least one row has it
                transactionId = answer.getString(columns + 3);
            }
        }
        return unplaced;
    }

    private R read(ResultSet answer, int place) throws SQLException {
        try {
            return sql.mapping().read(answer);
        } catch (MappingException e) {
            throw verdict(place).unreadable(e);
        }
    }

    private void decide(int place, R row, boolean isWritten) {
        if (writes.isDecided(place)) {
            throw verdict(place).miscounted(2);
        }
        if (isWritten) {
            writes.decide(place, verdict(place).applied(row));
        } else if (writes.change(place).isAgainst(row)) {
            writes.decide(
                    place, writes.change(place).logged(writes.change(place).conflict(row)));
        }
    }

    /** Of several ids that are one to the database, the first made the row; the others are its conflicts. */
    private void pair(List<R> inserted) throws Refusal, Uncounted {
        Map<IdKey, R> rows = new HashMap<>();
        inserted.forEach(row -> rows.put(writes.key(row), row));
        List<IdKey> keys = writes.changes().stream()
                .map(change -> IdKey.of(change.idValues()))
                .toList();
        if (keys.stream().allMatch(IdKey::isExact)) {
            for (int place = 0; place < keys.size(); place++) {
                R row = rows.remove(keys.get(place));
                if (row != null) {
                    writes.decide(place, verdict(place).applied(row));
                }
            }
        } else {
            pairAsTheDatabase(rows);
        }
        if (!rows.isEmpty()) {
            throw SameWrites.unpaired();
        }
    }

    private void pairAsTheDatabase(Map<IdKey, R> inserted) throws Refusal, Uncounted {
        List<Integer> places = writes.open();
        List<Optional<R>> stored = writes.find(places);
        for (int i = 0; i < places.size(); i++) {
            R row = stored.get(i).orElseThrow(SameWrites::unpaired);
            int place = places.get(i);
            R own = inserted.remove(writes.key(row));
            Outcome<R> outcome = own != null
                    ? verdict(place).applied(own)
                    : writes.change(place).logged(writes.change(place).conflict(row));
            writes.decide(place, outcome);
        }
    }

    private Verdict<R, ID> verdict(int place) {
        return new Verdict<>(statements, writes.change(place), owner);
    }
}
