package io.github.ifmatch.engine.batch;

import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.dialect.SetUpdate;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.batch.SameWrites.Uncounted;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.sql.Sql;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.Owner;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.Statements;
import io.github.ifmatch.engine.write.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the updates of a batch as a few statements that only count what they write, and reads the rows with a query. For one thread
 * at a time, like the connection.
 *
 * <p>A count is believed if it is that of the rows sent: no row can be written twice, so each was, at its version. Any other says
 * nothing of any row: all is undone, and sent again with the rows locked and compared before, so that none can be refused. If the count
 * is wrong then, no such statement is sent.
 */
final class SetUpdates<R, ID> {

    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final Owner owner;
    private boolean isDoubted;
    private boolean isRefuted;
    private boolean isLocked;
    private Optional<SetUpdate> update = Optional.empty();

    SetUpdates(Statements<R, ID> statements, TableSql<R, ID> sql, Owner owner) {
        this.statements = statements;
        this.sql = sql;
        this.owner = owner;
    }

    /**
     * Looks whether there is a statement for these changes.
     *
     * @param mayUndo whether all can be undone and sent again, and a deadlock outlived
     */
    void begin(List<Change<R>> changes, boolean isByRow, boolean mayUndo) throws SQLException {
        Sql one = changes.get(0).sql();
        isLocked = isDoubted || !mayUndo;
        boolean isMeant = !isByRow
                && !isRefuted
                && changes.size() > 1
                && one.kind() == WriteKind.UPDATE
                && changes.get(0).isConditional()
                && changes.stream().allMatch(change -> change.sql().plain().equals(one.plain()));
        update = isMeant ? sql.setUpdate(statements.connection(), one) : Optional.empty();
    }

    /** Whether the rows are to be locked and compared before. */
    boolean lockFirst() {
        return update.isPresent() && isLocked;
    }

    /** A count was wrong. */
    void doubt(List<Change<R>> changes) {
        isRefuted = isLocked;
        if (isRefuted) {
            sql.batches().distrustUpdate(changes.get(0).sql());
        }
        isDoubted = true;
    }

    /**
     * Sends them, and decides every row.
     *
     * @return false if there is no such statement, or it cannot take a value: then nothing was sent
     * @throws Uncounted if a count was wrong
     */
    boolean write(SameWrites<R, ID> writes) throws Refusal, Uncounted {
        if (update.isEmpty() || (isLocked && !isEachLocked(writes))) {
            return false;
        }
        List<@Nullable Object[]> bound = bound(writes.changes());
        List<Integer> ends = ends(update.get(), bound);
        if (ends.isEmpty()) {
            return false;
        }
        int from = 0;
        for (int to : ends) {
            send(update.get(), writes.change(from), bound.subList(from, to));
            from = to;
        }
        List<Integer> all = writes.open();
        List<Optional<R>> stored = writes.findWritten(all);
        for (int place : all) {
            Verdict<R, ID> verdict = new Verdict<>(statements, writes.change(place), owner);
            writes.decide(place, verdict.applied(verdict.readable(stored.get(place))));
        }
        return true;
    }

    private boolean isEachLocked(SameWrites<R, ID> writes) {
        return writes.open().stream().allMatch(place -> writes.locked(place).isPresent());
    }

    /** Where each statement ends; empty if one cannot take its rows. */
    private static List<Integer> ends(SetUpdate update, List<@Nullable Object[]> bound) {
        List<Integer> ends = new ArrayList<>();
        for (int end = 0; end < bound.size(); ends.add(end)) {
            int fitting = update.fitting(bound.subList(end, bound.size()));
            if (fitting == 0) {
                return List.of();
            }
            end += fitting;
        }
        return ends;
    }

    /** What is bound for each change; empty if of one only a column's type knows. */
    private static <R> List<@Nullable Object[]> bound(List<Change<R>> changes) {
        List<@Nullable Object[]> bound = new ArrayList<>(changes.size());
        for (Change<R> change : changes) {
            @Nullable Object[] values = bound(change);
            if (values == null) {
                return List.of();
            }
            bound.add(values);
        }
        return bound;
    }

    /** What is bound for a change; null if only a column's type knows. */
    private static @Nullable Object @Nullable [] bound(Change<?> change) {
        List<Column> columns = change.sql().bound();
        @Nullable Object[] bound = new @Nullable Object[columns.size()];
        for (int i = 0; i < bound.length; i++) {
            Object value = change.values()[i];
            if (value != null) {
                bound[i] = columns.get(i).type().plain(value).orElse(null);
                if (bound[i] == null) {
                    return null;
                }
            }
        }
        return bound;
    }

    private void send(SetUpdate one, Change<R> first, List<@Nullable Object[]> bound) throws Refusal, Uncounted {
        int count;
        try {
            count = statements.update(one.text(bound.size()), first.sql().bound(), bound);
        } catch (Refusal refusal) {
            if (refusal.fault() == Fault.OTHER && !refusal.isOfValues()) {
                sql.batches().distrustUpdate(first.sql());
            }
            throw refusal;
        }
        if (count != bound.size()) {
            throw SameWrites.miscounted();
        }
    }
}
