package io.github.ifmatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a chunk as a JDBC batch, and reads its rows with a query. For one thread at a time, like the connection.
 *
 * <p>The counts are believed where there is one for each row, and each is 0 or 1. (SUCCESS_NO_INFO is -2 and EXECUTE_FAILED -3
 * in {@link java.sql.Statement}; some drivers answer -1, or too few.)
 */
final class JdbcBatch<R, ID> {

    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final Chunk<R, ID> chunk;
    private final Owner owner;

    JdbcBatch(Statements<R, ID> statements, TableSql<R, ID> sql, Chunk<R, ID> chunk, Owner owner) {
        this.statements = statements;
        this.sql = sql;
        this.chunk = chunk;
        this.owner = owner;
    }

    /** Writes the chunk, and decides every row that the counts and the query tell of; of a delete, rows are locked before. */
    void write() throws Refusal, Uncounted {
        Change<R> first = chunk.change(0);
        switch (first.act()) {
            case INSERT -> {
                if (first.id() == null) {
                    insertUnset();
                } else {
                    insert();
                }
            }
            case DELETE -> delete();
            default -> update();
        }
    }

    private void update() throws Refusal, Uncounted {
        List<Integer> all = chunk.open();
        int[] counts = send(all);
        List<Optional<R>> after = chunk.find(all);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                applied(all.get(i), after.get(i));
            } else {
                chunk.decideUnlocked(all.get(i), after.get(i), owner);
            }
        }
    }

    /** Those that were not there any more, the batch itself has deleted: with the rows that they refer to. */
    private void delete() throws Refusal, Uncounted {
        List<Integer> all = chunk.open();
        int[] counts = send(all);
        List<Integer> losers = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                applied(all.get(i), chunk.locked(all.get(i)));
            } else {
                losers.add(all.get(i));
            }
        }
        List<Optional<R>> after = chunk.find(losers);
        for (int i = 0; i < losers.size(); i++) {
            if (after.get(i).isEmpty() && chunk.locked(losers.get(i)).isPresent()) {
                applied(losers.get(i), chunk.locked(losers.get(i)));
            }
        }
    }

    /** An id that exists would fail the batch: it is looked for before. */
    private void insert() throws Refusal, Uncounted {
        List<Integer> all = chunk.open();
        List<Optional<R>> existing = chunk.find(all);
        List<Integer> absent = new ArrayList<>();
        for (int i = 0; i < existing.size(); i++) {
            if (existing.get(i).isPresent()) {
                chunk.decideUnlocked(all.get(i), existing.get(i), owner);
            } else {
                absent.add(all.get(i));
            }
        }
        int[] counts = send(absent);
        List<Optional<R>> after = chunk.find(absent);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                applied(absent.get(i), after.get(i));
            }
        }
    }

    private void insertUnset() throws Refusal, Uncounted {
        List<@Nullable Object[]> ids = new ArrayList<>();
        int[] counts = batch(
                chunk.changes(),
                sql.storedKeyNames,
                keys -> ids.add(sql.mapping().id().values(statements.generatedId(keys))));
        requireCounted(counts, chunk.changes().size());
        if (ids.size() != counts.length) {
            throw new Uncounted();
        }
        List<Optional<R>> rows = RowsByPlace.find(statements, sql.mapping().id(), ids, false);
        for (int place = 0; place < counts.length; place++) {
            applied(place, rows.get(place));
        }
    }

    private int[] send(List<Integer> places) throws Refusal, Uncounted {
        if (places.isEmpty()) {
            return new int[0];
        }
        List<Change<R>> changes = places.stream().map(chunk::change).toList();
        int[] counts = batch(changes, List.of(), keys -> {});
        requireCounted(counts, places.size());
        return counts;
    }

    /**
     * The counts, as the driver gave them.
     *
     * @param generatedKeys the columns that the database gives, or none
     * @param key reads those of one row
     */
    private int[] batch(List<Change<R>> changes, List<String> generatedKeys, Sender.Keys key) throws Refusal {
        Sender.Keys keys = generated -> {
            statements.reached(Refusal.Stage.ANSWERED);
            while (generated.next()) {
                key.read(generated);
            }
        };
        return statements.guarded(true, () -> {
            int[] counts = statements.batch(changes.get(0).sql().plain(), rows(changes), generatedKeys, keys);
            statements.reached(Refusal.Stage.ANSWERED);
            return counts;
        });
    }

    /** From when its last row is bound, the batch may have been sent. */
    private List<Sender.Values> rows(List<Change<R>> changes) {
        List<Sender.Values> rows = new ArrayList<>(changes.size());
        for (Change<R> change : changes) {
            boolean isLast = rows.size() + 1 == changes.size();
            rows.add(statement -> {
                Handles.bind(change.sql().binder(), statement, change.values());
                if (isLast) {
                    statements.reached(Refusal.Stage.SENT);
                }
            });
        }
        return rows;
    }

    private static void requireCounted(int[] counts, int rows) throws Uncounted {
        boolean isCounted = counts.length == rows;
        for (int count : counts) {
            isCounted &= count == 0 || count == 1;
        }
        if (!isCounted) {
            throw new Uncounted();
        }
    }

    private void applied(int place, Optional<R> row) {
        Verdict<R, ID> verdict = verdict(place);
        chunk.decide(place, verdict.applied(verdict.readable(row)));
    }

    private Verdict<R, ID> verdict(int place) {
        return new Verdict<>(statements, chunk.change(place), owner);
    }
}
