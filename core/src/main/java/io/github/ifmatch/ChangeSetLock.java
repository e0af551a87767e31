package io.github.ifmatch;

import io.github.ifmatch.ChangeSet.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks the rows that a change set is about, and says of each whether it stands as expected: tables by name, and ids in {@link
 * IdOrder}, so that two change sets cannot block each other in a ring. For one thread at a time.
 */
final class ChangeSetLock {

    private static final Comparator<CatalogName> BY_NAME = Comparator.comparing(CatalogName::table)
            .thenComparing(CatalogName::schema, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Transaction transaction;
    private final List<Entry<?, ?>> entries;
    private final List<Outcome<?>> outcomes;

    ChangeSetLock(Transaction transaction, List<Entry<?, ?>> entries) {
        this.transaction = transaction;
        this.entries = entries;
        this.outcomes = new ArrayList<>(Collections.nCopies(entries.size(), null));
    }

    /** What is found of each entry, in their order. */
    List<Outcome<?>> lock() {
        byTable().values().forEach(this::lockTable);
        return outcomes;
    }

    /** The places of the entries of each table, by the name that the catalogue has it under. */
    private Map<CatalogName, List<Integer>> byTable() {
        List<CatalogName> names = transaction.resolved(
                entries.stream().map(entry -> entry.table().name()).toList());
        Map<CatalogName, List<Integer>> byTable = new TreeMap<>(BY_NAME);
        for (int place = 0; place < names.size(); place++) {
            byTable.computeIfAbsent(names.get(place), name -> new ArrayList<>()).add(place);
        }
        return byTable;
    }

    /** Ids ascending, whichever declaration of the table they come from; as many at once as are of one declaration. */
    private void lockTable(List<Integer> places) {
        List<@Nullable Object[]> ids = new ArrayList<>();
        places.forEach(place -> ids.add(idValues(entries.get(place))));
        List<Integer> ascending =
                IdOrder.ascending(ids).stream().map(places::get).toList();
        int from = 0;
        for (int to = 1; to <= ascending.size(); to++) {
            if (to == ascending.size() || !table(ascending, to).equals(table(ascending, from))) {
                lock(table(ascending, from), ascending.subList(from, to));
                from = to;
            }
        }
    }

    private Table<?, ?> table(List<Integer> places, int number) {
        return entries.get(places.get(number)).table();
    }

    private <R, ID> @Nullable Object[] idValues(Entry<R, ID> entry) {
        return transaction.jdbcRows(entry.table()).table().mapping().id().values(entry.id());
    }

    @SuppressWarnings("unchecked")
    private <R, ID> void lock(Table<R, ID> table, List<Integer> places) {
        JdbcRows<R, ID> rows = transaction.jdbcRows(table);
        List<Entry<R, ID>> ofTable = new ArrayList<>();
        places.forEach(place -> ofTable.add((Entry<R, ID>) entries.get(place)));
        List<Optional<R>> locked = locked(rows, ofTable.stream().map(Entry::id).toList());
        List<Optional<R>> seen = seen(rows, ofTable, locked);
        for (int i = 0; i < places.size(); i++) {
            outcomes.set(places.get(i), outcome(rows.table(), ofTable.get(i), locked.get(i), seen.get(i)));
        }
    }

    private static <R, ID> List<Optional<R>> locked(JdbcRows<R, ID> rows, List<ID> ids) {
        Map<ID, R> found = rows.lockAll(ids);
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    /**
     * Those that could not be locked, as they are seen without a lock: a locking read obeys the policy for updates, so a row
     * that may only be read looks absent under it. One query; most often it finds none.
     */
    private static <R, ID> List<Optional<R>> seen(
            JdbcRows<R, ID> rows, List<Entry<R, ID>> entries, List<Optional<R>> locked) {
        List<Optional<R>> seen = new ArrayList<>(locked);
        List<ID> absent = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (locked.get(i).isEmpty()) {
                absent.add(entries.get(i).id());
            }
        }
        if (!absent.isEmpty() && !rows.findAll(absent).isEmpty()) {
            for (int i = 0; i < entries.size(); i++) {
                if (locked.get(i).isEmpty()) {
                    seen.set(i, rows.find(entries.get(i).id()));
                }
            }
        }
        return seen;
    }

    /**
     * What became of an entry before anything is written.
     *
     * @param locked the newest row, if it could be locked
     * @param seen the row as it is seen without a lock
     */
    private static <R, ID> Outcome<R> outcome(
            Table<R, ID> table, Entry<R, ID> entry, Optional<R> locked, Optional<R> seen) {
        if (seen.isEmpty()) {
            return new Missing<>(table, entry.id());
        }
        R found = seen.get();
        long expected = table.version(entry.known());
        if (table.version(found) != expected) {
            R attempted = entry.after() == null ? entry.known() : entry.after();
            return new Conflict<>(table, entry.id(), expected, attempted, found);
        }
        if (locked.isEmpty()) {
            throw new SuppressedWriteException(
                    table,
                    RowName.of(table, entry.id()),
                    entry.id(),
                    "the row stands at the expected version",
                    "A row-level policy shows it, and does not let it be changed or locked.");
        }
        return new Applied<>(found);
    }
}
