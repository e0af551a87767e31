package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.ChangeSet.Entry;
import io.github.ifmatch.ChangeSet.Kind;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SuppressedWriteException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Applies a change set in a transaction.
 *
 * <p>First every row that exists is {@linkplain ChangeSetLock locked}, so that every conflict is known before anything is
 * written. Then inserts in the order given, updates, and deletes in the order reversed. For one thread at a time.
 */
final class ChangeSetRun {

    private final JdbcTransaction transaction;
    private final ChangeSetPlan plan;
    private final List<Entry<?, ?>> entries;
    private final Map<String, Outcome<?>> refused = new LinkedHashMap<>();
    private final Map<String, Object> stored = new LinkedHashMap<>();
    private boolean mayHaveWritten;

    ChangeSetRun(JdbcTransaction transaction, ChangeSet changes) {
        this.transaction = transaction;
        this.plan = new ChangeSetPlan(changes);
        this.entries = plan.entries();
    }

    /** Whatever ends it after its first write, the transaction can only be rolled back: half of a set must not be committed. */
    ChangeSet.Result run() {
        lock();
        try {
            write();
        } catch (Throwable e) {
            if (mayHaveWritten) {
                transaction.doom(e, "a change set failed half-way");
            }
            throw e;
        }
        plan.aliasOfRoot().ifPresent(alias -> stored.put(alias.getKey(), stored.get(alias.getValue())));
        return new ChangeSet.Result(stored);
    }

    private void lock() {
        List<Entry<?, ?>> existing =
                entries.stream().filter(entry -> entry.kind() != Kind.INSERT).toList();
        List<Outcome<?>> found = new ChangeSetLock(transaction, existing).lock();
        for (int place = 0; place < existing.size(); place++) {
            decide(existing.get(place), found.get(place));
        }
        if (!refused.isEmpty()) {
            throw refusal();
        }
    }

    /** A row that was locked and is not to be written is the stored one. */
    private void decide(Entry<?, ?> entry, Outcome<?> outcome) {
        if (!outcome.isApplied()) {
            refuse(entry, outcome);
        } else if (ChangeSetPlan.isIdle(entry)) {
            stored.put(entry.path(), outcome.orElseThrow());
        }
    }

    @SuppressWarnings("unchecked")
    private <R> void refuse(Entry<R, ?> entry, Outcome<?> outcome) {
        refused.put(entry.path(), outcome);
        transaction.journal().refused(entry.table(), ChangeSetPlan.verb(entry), (Outcome<R>) outcome);
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

    private void write() {
        entries.stream()
                .filter(entry -> entry.kind() == Kind.INSERT)
                .filter(this::canBeMade)
                .forEach(this::write);
        doomIfRefused();
        entries.stream()
                .filter(entry ->
                        entry.kind() != Kind.INSERT && entry.kind() != Kind.DELETE && !ChangeSetPlan.isIdle(entry))
                .forEach(this::write);
        List<Entry<?, ?>> deletes = new ArrayList<>(
                entries.stream().filter(entry -> entry.kind() == Kind.DELETE).toList());
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

    /** What was refused or suppressed wrote nothing; of any other failure that is not known. */
    private <R, ID> Outcome<R> send(Entry<R, ID> entry) {
        R row = made(entry);
        boolean hadWritten = mayHaveWritten;
        mayHaveWritten = true;
        try {
            Outcome<R> outcome = send(entry, row);
            mayHaveWritten = hadWritten || outcome.isApplied();
            return outcome;
        } catch (SuppressedWriteException | IllegalArgumentException e) {
            mayHaveWritten = hadWritten;
            throw e;
        }
    }

    private <R, ID> Outcome<R> send(Entry<R, ID> entry, R row) {
        JdbcRows<R, ID> rows = transaction.jdbcRows(entry.table());
        return switch (entry.kind()) {
            case INSERT -> rows.tryInsert(row);
            case PATCH -> rows.tryPatch(row, requireNonNull(entry.after()));
            case TOUCH -> rows.tryTouch(row);
            case DELETE -> rows.tryDelete(row);
            default -> rows.tryUpdate(row);
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
                shown.put(entry.path(), shown(entry, row));
            }
        }
        return shown;
    }

    /** What was stored, for the caller's code, which may change the row that it is shown. */
    @SuppressWarnings("unchecked")
    private static <R> Object shown(Entry<R, ?> entry, Object stored) {
        return entry.table().copy((R) stored);
    }
}
