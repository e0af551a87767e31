package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.ChangeSet.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Applies a change set in a transaction.
 *
 * <p>First every row that exists is locked, tables by name and ids ascending, so that two change sets cannot block each
 * other in a ring, and so that every conflict is known before anything is written. Then inserts in the order given, updates,
 * and deletes in the order reversed. For one thread at a time.
 */
final class ChangeSetRun {

    private final Transaction transaction;
    private final List<Entry<?, ?>> entries;
    private final Map<String, Outcome<?>> refused = new LinkedHashMap<>();
    private final Map<String, Object> stored = new LinkedHashMap<>();

    ChangeSetRun(Transaction transaction, ChangeSet changes) {
        this.transaction = transaction;
        this.entries = changes.entries();
    }

    ChangeSet.Result run() {
        lock();
        throwIfRefused();
        write();
        return new ChangeSet.Result(stored);
    }

    private void throwIfRefused() {
        if (!refused.isEmpty()) {
            throw refusal();
        }
    }

    /** Others of the set may have been written by now: the transaction must not be committed. */
    private void doomIfRefused() {
        if (!refused.isEmpty()) {
            throw transaction.doom(refusal());
        }
    }

    private RefusedException refusal() {
        Map<String, Outcome<?>> ordered = new LinkedHashMap<>();
        entries.forEach(entry -> ordered.computeIfAbsent(entry.path(), refused::get));
        return new RefusedException(ordered);
    }

    private void lock() {
        Map<String, List<Entry<?, ?>>> byTable = new TreeMap<>();
        for (Entry<?, ?> entry : entries) {
            if (entry.act() != Act.INSERT) {
                byTable.computeIfAbsent(entry.table().name(), name -> new ArrayList<>())
                        .add(entry);
            }
        }
        byTable.values().forEach(this::lockAll);
    }

    /** The entries of one table's name, which all have the same table, unless it was declared twice. */
    private void lockAll(List<Entry<?, ?>> ofName) {
        for (Table<?, ?> table : ofName.stream().map(Entry::table).distinct().toList()) {
            lockTable(table, ofName);
        }
    }

    private <R, ID> void lockTable(Table<R, ID> table, List<Entry<?, ?>> ofName) {
        List<Entry<R, ID>> ofTable = ofTable(table, ofName);
        List<ID> ids = ofTable.stream().map(Entry::id).sorted(ascending()).toList();
        Map<ID, R> current = rows(table).lockAll(ids);
        for (Entry<R, ID> entry : ofTable) {
            R found = current.get(entry.id());
            long expected = table.version(entry.known());
            if (found == null) {
                refuse(entry, new Missing<>(table, entry.id()));
            } else if (table.version(found) != expected) {
                R attempted = entry.after() == null ? entry.known() : entry.after();
                refuse(entry, new Conflict<>(table, entry.act().verb, entry.id(), expected, attempted, found));
            }
        }
    }

    private <R, ID> void refuse(Entry<R, ID> entry, Outcome<R> outcome) {
        refused.put(entry.path(), outcome);
        transaction.journal().refused(entry.table(), entry.act().verb, outcome);
    }

    @SuppressWarnings("unchecked")
    private static <R, ID> List<Entry<R, ID>> ofTable(Table<R, ID> table, List<Entry<?, ?>> entries) {
        return entries.stream()
                .filter(entry -> entry.table().equals(table))
                .map(entry -> (Entry<R, ID>) entry)
                .toList();
    }

    /** By the ids' own order where they have one, else by their text: the same in every client. */
    @SuppressWarnings("unchecked")
    private static <ID> Comparator<ID> ascending() {
        return (one, other) -> one instanceof Comparable<?> comparable && one.getClass() == other.getClass()
                ? ((Comparable<Object>) comparable).compareTo(other)
                : one.toString().compareTo(other.toString());
    }

    private void write() {
        entries.stream()
                .filter(entry -> entry.act() == Act.INSERT)
                .filter(this::canBeMade)
                .forEach(this::write);
        doomIfRefused();
        entries.stream()
                .filter(entry -> entry.act() != Act.INSERT && entry.act() != Act.DELETE)
                .forEach(this::write);
        List<Entry<?, ?>> deletes = new ArrayList<>(
                entries.stream().filter(entry -> entry.act() == Act.DELETE).toList());
        Collections.reverse(deletes);
        deletes.forEach(this::write);
        doomIfRefused();
    }

    /** A row that is made of the stored ones is not, once one was refused; the others are still tried, to tell all. */
    private boolean canBeMade(Entry<?, ?> entry) {
        return refused.isEmpty() || entry.made() == null;
    }

    private <R, ID> void write(Entry<R, ID> entry) {
        Outcome<R> outcome = send(entry);
        if (outcome instanceof Applied<R> applied) {
            stored.put(entry.path(), applied.row());
        } else {
            refused.put(entry.path(), outcome);
        }
    }

    private <R, ID> Outcome<R> send(Entry<R, ID> entry) {
        JdbcRows<R, ID> rows = rows(entry.table());
        return switch (entry.act()) {
            case INSERT -> rows.tryInsert(made(entry));
            case PATCH -> rows.tryPatch(entry.known(), requireNonNull(entry.after()));
            case TOUCH -> rows.tryTouch(entry.known());
            case DELETE -> rows.tryDelete(entry.known());
            default -> rows.tryUpdate(entry.known());
        };
    }

    private <R, ID> R made(Entry<R, ID> entry) {
        Function<ChangeSet.Result, R> made = entry.made();
        return made == null ? entry.known() : made.apply(new ChangeSet.Result(shown()));
    }

    private Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Entry<?, ?> entry : entries) {
            Object row = stored.get(entry.path());
            if (row != null) {
                shown.put(entry.path(), entry.shown(row));
            }
        }
        return shown;
    }

    private <R, ID> JdbcRows<R, ID> rows(Table<R, ID> table) {
        return transaction.jdbcRows(table);
    }
}
