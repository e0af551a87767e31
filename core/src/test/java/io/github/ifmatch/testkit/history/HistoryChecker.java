package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds lost updates and their like in a {@link History}, row by row. Immutable.
 *
 * <p>Versions must be counters: each write leaves one more than the version that it replaced. Every writer must be recorded: a version
 * that no recorded write can have left is an anomaly, and if a refused or failed write would have left it, it is taken for that one's.
 * Where the outcome of a write is unknown, it may stand or not; the versions of the row usually show which. A write that was acknowledged
 * without a version must have one: where only one is possible, it is taken for that one's, and where none is, the write is reported. Reads
 * may be stale, as those of replicas are, unless {@link #withoutStaleReads} says that they may not.
 *
 * <p>A row that was deleted and inserted again goes through the same versions again. Of such a row it is checked whether any order of its
 * operations explains them all ({@link Anomaly.NoOrder}); if the orders are too many to try, it is counted as undecided. In such a row a
 * blind write that replaced what its client had not seen is not found, nor what became of writes of unknown outcome.
 *
 * <p>Besides the history, the operations of one row are held at a time, some 100 bytes each.
 */
public final class HistoryChecker {

    private final History history;
    private final boolean findsStaleReads;
    private final boolean areRegisters;
    private final @Nullable Function<Object, @Nullable StoredRow> table;

    private HistoryChecker(
            History history,
            boolean findsStaleReads,
            boolean areRegisters,
            @Nullable Function<Object, @Nullable StoredRow> table) {
        this.history = history;
        this.findsStaleReads = findsStaleReads;
        this.areRegisters = areRegisters;
        this.table = table;
    }

    public static HistoryChecker of(History history) {
        return new HistoryChecker(Objects.requireNonNull(history), false, false, null);
    }

    /** A read that began after a newer version was acknowledged, or seen, must see it. */
    public HistoryChecker withoutStaleReads() {
        return new HistoryChecker(history, true, areRegisters, table);
    }

    /**
     * Compares with the table, read at the end: the version of each row by its key; a row that is not in the map does not exist.
     * Wait until the database has ended the transactions of lost connections.
     *
     * @throws IllegalArgumentException if two keys are one row, such as {@code 7} and {@code 7L}
     */
    public HistoryChecker against(Map<?, Long> versions) {
        Map<Object, Long> rows = new HashMap<>();
        versions.forEach((key, version) -> {
            if (rows.put(Keys.of(key), Objects.requireNonNull(version)) != null) {
                throw new IllegalArgumentException("two keys are one row: " + key);
            }
        });
        return againstRows(row -> {
            Long version = rows.get(row);
            return version == null ? null : StoredRow.of(version);
        });
    }

    /**
     * The same, with marks, or from elsewhere than a map: asked once for each row, it answers null where there is none. The key
     * of the row is a {@code Long}, if it was recorded as any whole number.
     */
    public HistoryChecker againstRows(Function<Object, @Nullable StoredRow> finalRows) {
        return new HistoryChecker(history, findsStaleReads, areRegisters, Objects.requireNonNull(finalRows));
    }

    /**
     * Takes each row for a register that is read, written, and compared and set, whatever its versions are: random ones, say, or unique
     * values. Each operation must have had its effect at one moment between its beginning and its end, as if there were but one client:
     * exactly that is checked, reads included. A write must say what it leaves. A row that was not given begins as no row.
     */
    public HistoryChecker asRegisters() {
        return new HistoryChecker(history, true, true, table);
    }

    public HistoryReport check() {
        Tally tally = new Tally();
        history.forEachRow(operations -> check(operations, tally));
        return tally.report(history);
    }

    private void check(List<Operation> operations, Tally tally) {
        tally.count(operations);
        StoredRow stored = table == null ? null : table.apply(operations.get(0).row());
        LifeChecker lives = new LifeChecker(operations, table != null, stored, tally);
        if (areRegisters) {
            lives.checkRegister();
        } else if (mayHaveSeveralLives(operations)) {
            lives.check(findsStaleReads);
        } else {
            new RowChecker(new RowFacts(operations, table != null, stored), tally.unknown, tally::found)
                    .check(findsStaleReads);
        }
    }

    /** Whether a delete may stand between two inserts, or before one. */
    private static boolean mayHaveSeveralLives(List<Operation> operations) {
        int firstDelete = Integer.MAX_VALUE;
        for (Operation operation : operations) {
            if (operation.kind() == Kind.DELETE && !operation.isDenied()) {
                firstDelete = Math.min(firstDelete, operation.begun());
            }
        }
        for (Operation operation : operations) {
            if (operation.kind() == Kind.INSERT && !operation.isDenied()) {
                int end = operation.isUnknown() ? Integer.MAX_VALUE : operation.ended();
                if (end > firstDelete) {
                    return true;
                }
            }
        }
        return false;
    }
}
