package io.github.ifmatch.engine.batch;

import io.github.ifmatch.engine.batch.SameWrites.Uncounted;
import io.github.ifmatch.engine.mapping.IdKey;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.Owner;
import io.github.ifmatch.engine.write.Refusal;
import io.github.ifmatch.engine.write.RowsByPlace;
import io.github.ifmatch.engine.write.Statements;
import io.github.ifmatch.engine.write.Verb;
import io.github.ifmatch.engine.write.Verdict;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends the same write of many rows as a JDBC batch, and reads its rows with a query. For one thread at a time, like the connection.
 *
 * <p>The counts are believed where there is one for each row, and each is 0 or 1. (SUCCESS_NO_INFO is -2 and EXECUTE_FAILED -3
 * in {@link java.sql.Statement}; some drivers answer -1, or too few.) SUCCESS_NO_INFO is a 1 where the database {@linkplain
 * io.github.ifmatch.dialect.Dialect#writesWhatItMeets writes what it meets}, and the row was locked before, or is made.
 */
final class JdbcBatch<R, ID> {

    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final SameWrites<R, ID> writes;
    private final Owner owner;

    JdbcBatch(Statements<R, ID> statements, TableSql<R, ID> sql, SameWrites<R, ID> writes, Owner owner) {
        this.statements = statements;
        this.sql = sql;
        this.writes = writes;
        this.owner = owner;
    }

    /** Sends them, and decides every row that the counts and the query tell of; of a delete, rows are locked before. */
    void write() throws Refusal, Uncounted {
        Change<R> first = writes.change(0);
        switch (first.verb()) {
            case INSERT -> {
                if (first.id() == null) {
                    insertUnset();
                } else {
                    insert();
                }
            }
            case DELETE -> {
                if (first.removes()) {
                    delete();
                } else {
                    mark();
                }
            }
            default -> update();
        }
    }

    /** Rows that it has marked as deleted are read as such; the others, as they stand. */
    private void mark() throws Refusal, Uncounted {
        List<Integer> all = writes.open();
        int[] counts = send(all);
        List<Integer> marked = new ArrayList<>();
        List<Integer> losers = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            (counts[i] == 1 ? marked : losers).add(all.get(i));
        }
        List<Optional<R>> stored = writes.findWritten(marked);
        for (int i = 0; i < marked.size(); i++) {
            applied(marked.get(i), stored.get(i));
        }
        List<Optional<R>> standing = writes.find(losers);
        for (int i = 0; i < losers.size(); i++) {
            writes.decideUnlocked(losers.get(i), standing.get(i));
        }
    }

    private void update() throws Refusal, Uncounted {
        List<Integer> all = writes.open();
        int[] counts = send(all);
        List<Optional<R>> after = writes.find(all);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                applied(all.get(i), after.get(i));
            } else {
                writes.decideUnlocked(all.get(i), after.get(i));
            }
        }
    }

    /** Those that were not there any more, the batch itself has deleted: with the rows that they refer to. */
    private void delete() throws Refusal, Uncounted {
        List<Integer> all = writes.open();
        int[] counts = send(all);
        List<Integer> losers = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                applied(all.get(i), writes.locked(all.get(i)));
            } else {
                losers.add(all.get(i));
            }
        }
        List<Optional<R>> after = writes.find(losers);
        for (int i = 0; i < losers.size(); i++) {
            if (after.get(i).isEmpty() && writes.isGuarded(losers.get(i))) {
                applied(losers.get(i), writes.locked(losers.get(i)));
            }
        }
    }

    /** An id that exists would fail the batch: it is looked for before. */
    private void insert() throws Refusal, Uncounted {
        List<Integer> all = writes.open();
        List<Optional<R>> existing = writes.find(all);
        List<Integer> absent = new ArrayList<>();
        for (int i = 0; i < existing.size(); i++) {
            if (existing.get(i).isPresent()) {
                writes.decideUnlocked(all.get(i), existing.get(i));
            } else {
                absent.add(all.get(i));
            }
        }
        int[] counts = send(absent);
        List<Optional<R>> after = writes.find(absent);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                applied(absent.get(i), after.get(i));
            } else {
                writes.requireNotItsOwn(absent.get(i), after.get(i));
            }
        }
    }

    private void insertUnset() throws Refusal, Uncounted {
        List<@Nullable Object[]> ids = new ArrayList<>();
        int[] counts = statements.batch(
                writes.changes(), given -> ids.add(sql.mapping().id().values(given)));
        boolean isCounted = isTold(counts);
        requireCounted(told(counts, place -> true), writes.changes().size());
        if (ids.size() != counts.length) {
            throw SameWrites.unkeyed();
        }
        List<Optional<R>> rows = RowsByPlace.find(statements, sql.mapping().id(), ids, false);
        for (int place = 0; place < counts.length; place++) {
            if (!isCounted
                    && rows.get(place).filter(writes.change(place)::isLike).isEmpty()) {
                throw SameWrites.uncounted(); // a driver that hides counts may have reckoned the ids
            }
            applied(place, rows.get(place));
        }
    }

    private int[] send(List<Integer> places) throws Refusal, Uncounted {
        if (places.isEmpty()) {
            return new int[0];
        }
        List<Change<R>> changes = places.stream().map(writes::change).toList();
        int[] answered = statements.batch(changes, null);
        Set<Integer> twice = isTold(answered) ? Set.of() : twice(places);
        int[] counts =
                told(answered, i -> i < places.size() && isHeld(places.get(i)) && !twice.contains(places.get(i)));
        requireCounted(counts, places.size());
        return counts;
    }

    /** Whether nothing can stand against the write: its row was locked at the expected version, or is made, or the batch fails. */
    private boolean isHeld(int place) {
        return writes.change(place).verb() == Verb.INSERT || writes.isGuarded(place);
    }

    /** Whose row another place has locked before: the database takes their ids for one, and only the first of them is written. */
    private Set<Integer> twice(List<Integer> places) {
        Set<IdKey> seen = new HashSet<>();
        return places.stream()
                .filter(place -> writes.locked(place)
                        .filter(row -> !seen.add(writes.key(row)))
                        .isPresent())
                .collect(Collectors.toSet());
    }

    private static boolean isTold(int[] counts) {
        return Arrays.stream(counts).noneMatch(count -> count == Statement.SUCCESS_NO_INFO);
    }

    private int[] told(int[] counts, IntPredicate isHeld) {
        return sql.needsNoCounts()
                ? IntStream.range(0, counts.length)
                        .map(i -> counts[i] == Statement.SUCCESS_NO_INFO && isHeld.test(i) ? 1 : counts[i])
                        .toArray()
                : counts;
    }

    private static void requireCounted(int[] counts, int rows) throws Uncounted {
        boolean isCounted = counts.length == rows;
        for (int count : counts) {
            isCounted &= count == 0 || count == 1;
        }
        if (!isCounted) {
            throw SameWrites.uncounted();
        }
    }

    private void applied(int place, Optional<R> row) {
        Verdict<R, ID> verdict = verdict(place);
        writes.decide(place, verdict.applied(verdict.readable(row)));
    }

    private Verdict<R, ID> verdict(int place) {
        return new Verdict<>(statements, writes.change(place), owner);
    }
}
