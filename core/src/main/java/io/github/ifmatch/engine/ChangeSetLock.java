package io.github.ifmatch.engine;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet.Entry;
import io.github.ifmatch.ChangeSet.Kind;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.IdOrder;
import io.github.ifmatch.engine.mapping.RowId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Locks the rows that a change set is about, and says of each whether it stands as expected: tables by name, and ids in {@link
 * IdOrder}, so that two change sets cannot block each other in a ring. For one thread at a time.
 */
final class ChangeSetLock {

    private static final Comparator<CatalogName> BY_NAME = Comparator.comparing(CatalogName::table)
            .thenComparing(CatalogName::schema, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final JdbcTransaction transaction;
    private final List<Entry<?, ?>> entries;
    private final List<Outcome<?>> outcomes;

    ChangeSetLock(JdbcTransaction transaction, List<Entry<?, ?>> entries) {
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

    /**
     * Ids ascending, whichever declaration of the table they come from; as many at once as are of one declaration. Columns that a declaration
     * fixes, such as a mark of deleted rows, decide only between ids that are the same without them: another declaration of the
     * same rows may not fix them.
     */
    private void lockTable(List<Integer> places) {
        List<Integer> byFixed = ascending(places, (id, values) -> values);
        List<Integer> ascending = ascending(byFixed, RowId::ownOf);
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

    private List<Integer> ascending(
            List<Integer> places, BiFunction<RowId<?, ?>, @Nullable Object[], @Nullable Object[]> part) {
        List<@Nullable Object[]> ids = new ArrayList<>();
        places.forEach(place -> ids.add(idValues(entries.get(place), part)));
        return IdOrder.ascending(ids).stream().map(places::get).toList();
    }

    private <R, ID> @Nullable Object[] idValues(
            Entry<R, ID> entry, BiFunction<RowId<?, ?>, @Nullable Object[], @Nullable Object[]> part) {
        RowId<R, ID> id = DeclaredTable.of(transaction.jdbcRows(entry.table()).table())
                .mapping()
                .id();
        return part.apply(id, id.values(entry.id()));
    }

    @SuppressWarnings("unchecked")
    private <R, ID> void lock(Table<R, ID> table, List<Integer> places) {
        JdbcRows<R, ID> rows = transaction.jdbcRows(table);
        List<Entry<R, ID>> ofTable = new ArrayList<>();
        places.forEach(place -> ofTable.add((Entry<R, ID>) entries.get(place)));
        List<Optional<R>> locked = rows.lockAll(ofTable.stream().map(Entry::id).toList());
        for (int i = 0; i < places.size(); i++) {
            outcomes.set(places.get(i), outcome(rows, ofTable.get(i), locked.get(i)));
        }
    }

    /** What became of an entry before anything is written; a row that could not be locked, or that may be old, is looked at by itself. */
    private static <R, ID> Outcome<R> outcome(JdbcRows<R, ID> rows, Entry<R, ID> entry, Optional<R> locked) {
        R attempted = entry.after() == null ? entry.known() : entry.after();
        String verb = ChangeSetPlan.verb(entry);
        UnaryOperator<R> tried = ChangeSetPlan.isIdle(entry) ? row -> row : row -> attempted;
        if (locked.isPresent()) {
            return rows.ruled(locked.get(), verb, entry.id(), attempted, tried);
        }
        try {
            return rows.checked(verb, entry.id(), attempted, tried);
        } catch (SuppressedWriteException hidden) {
            // whether what a policy hides from updates can be deleted, only the delete tells
            if (entry.kind() == Kind.DELETE) {
                return new Applied<>(attempted);
            }
            throw hidden;
        }
    }
}
