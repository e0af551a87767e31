package io.github.ifmatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Writes the chunk, and decides every row that the counts and the query tell of. */
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
        List<Integer> all = chunk.open(place -> true);
        int[] counts = send(all);
        Chunk<R, ID>.Found after = chunk.find(all);
        for (int place : all) {
            if (counts[place] == 1) {
                applied(place, after.row(place));
            } else {
                refused(place, after);
            }
        }
    }

    private void delete() throws Refusal, Uncounted {
        List<Integer> all = chunk.open(place -> true);
        Chunk<R, ID>.Found before = chunk.find(all);
        int[] counts = send(all);
        List<Integer> losers = chunk.open(place -> counts[place] == 0);
        Chunk<R, ID>.Found after = chunk.find(losers);
        for (int place : all) {
            if (counts[place] == 1) {
                applied(place, before.row(place));
            } else {
                refused(place, after);
            }
        }
    }

    /** An id that exists would fail the batch: it is looked for before. */
    private void insert() throws Refusal, Uncounted {
        List<Integer> all = chunk.open(place -> true);
        Chunk<R, ID>.Found existing = chunk.find(all);
        for (int place : all) {
            refused(place, existing);
        }
        List<Integer> absent = chunk.open(place -> true);
        int[] counts = send(absent);
        Chunk<R, ID>.Found after = chunk.find(absent);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                applied(absent.get(i), after.row(absent.get(i)));
            }
        }
    }

    private void insertUnset() throws Refusal, Uncounted {
        List<ID> ids = new ArrayList<>();
        int[] counts = batch(chunk.changes(), sql.storedKeyNames, keys -> ids.add(statements.generatedId(keys)));
        requireCounted(counts, chunk.changes().size());
        if (ids.size() != counts.length) {
            throw new Uncounted();
        }
        List<Object[]> keys = ids.stream().map(sql.mapping().id()::values).toList();
        Map<ID, R> rows = Chunk.find(statements, sql.mapping().id(), keys, false);
        for (int place = 0; place < counts.length; place++) {
            applied(place, Optional.ofNullable(rows.get(ids.get(place))));
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

    /** Decides what a row read without a lock can prove. */
    private void refused(int place, Chunk<R, ID>.Found rows) throws Refusal {
        Change<R> change = chunk.change(place);
        Verdict<R, ID> verdict = verdict(place);
        Optional<R> row = rows.row(place);
        if (row.isPresent() && verdict.isAgainst(row.get()) && !verdict.isBelow(row.get())) {
            chunk.decide(place, verdict.logged(verdict.conflict(row.get())));
        } else if (row.isEmpty() && change.act() != Act.INSERT) {
            chunk.decide(place, verdict.logged(verdict.missing()));
        }
    }

    private Verdict<R, ID> verdict(int place) {
        return new Verdict<>(statements, chunk.change(place), owner);
    }
}
