package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.engine.batch.Batch;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.IdKey;
import io.github.ifmatch.engine.mapping.IdOrder;
import io.github.ifmatch.engine.mapping.Patch;
import io.github.ifmatch.engine.mapping.RowId;
import io.github.ifmatch.engine.sql.Argument;
import io.github.ifmatch.engine.sql.TableSql;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.ChangeMaker;
import io.github.ifmatch.engine.write.Scope;
import io.github.ifmatch.engine.write.Verb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The batches over plain JDBC: checks the arguments, makes the {@link Batch}, and lets the scope run it. */
abstract class JdbcBatches<R, ID> implements VersionedBatches<R, ID> {

    final Operations<R, ID> operations;
    final DeclaredTable<R, ID> table;
    final RowId<R, ID> id;

    JdbcBatches(Binding<R, ID> binding, Scope scope) {
        this.operations = new Operations<>(binding, scope);
        this.table = DeclaredTable.of(binding.table());
        this.id = table.mapping().id();
    }

    final Binding<R, ID> binding() {
        return operations.binding();
    }

    @Override
    public List<Outcome<R>> tryInsertAll(Collection<? extends R> rows) {
        return write(Verb.INSERT, items(rows, id::known, ChangeMaker::insert), false);
    }

    @Override
    public List<R> insertAll(Collection<? extends R> rows) {
        return stored(write(Verb.INSERT, items(rows, id::known, ChangeMaker::insert), true));
    }

    @Override
    public List<Outcome<R>> tryUpdateAll(Collection<? extends R> rows) {
        return write(Verb.UPDATE, items(rows, ChangeMaker::update), false);
    }

    @Override
    public List<R> updateAll(Collection<? extends R> rows) {
        return stored(write(Verb.UPDATE, items(rows, ChangeMaker::update), true));
    }

    @Override
    public List<Outcome<R>> tryPatchAll(Collection<Edit<R>> edits) {
        return write(Verb.PATCH, patches(edits), false);
    }

    @Override
    public List<R> patchAll(Collection<Edit<R>> edits) {
        return stored(write(Verb.PATCH, patches(edits), true));
    }

    @Override
    public List<Outcome<R>> tryDeleteAll(Collection<? extends R> rows) {
        return write(Verb.DELETE, items(rows, ChangeMaker::delete), false);
    }

    @Override
    public List<R> deleteAll(Collection<? extends R> rows) {
        return stored(write(Verb.DELETE, items(rows, ChangeMaker::delete), true));
    }

    @Override
    public Map<ID, Outcome<R>> tryUpdateVersions(Map<ID, Long> versions, Map<String, ?> changes) {
        return byId(versions, write(Verb.PATCH, patches(versions, changes), false));
    }

    @Override
    public Map<ID, R> updateVersions(Map<ID, Long> versions, Map<String, ?> changes) {
        return byId(versions, stored(write(Verb.PATCH, patches(versions, changes), true)));
    }

    @Override
    public long updateWhere(Map<String, ?> changes, String condition, @Nullable Object... arguments) {
        Patch patch = patch(changes);
        if (requireNonNull(condition, "condition must not be null").isBlank()) {
            throw new IllegalArgumentException("condition must say which rows: blank");
        }
        List<Column> bound = Argument.columns(table.mapping().declaration(), arguments);
        return operations.updateWhere(statements -> statements.updateWhere(patch, condition, bound, arguments));
    }

    /**
     * One row of a call.
     *
     * @param id null for an insert that leaves it, or perhaps a part of it, to the database
     * @param idle what becomes of it where nothing is to be written
     */
    private record Item<R, ID>(
            @Nullable ID id, @Nullable Outcome<R> idle, Function<ChangeMaker<R, ID>, Change<R>> change) {}

    private List<Item<R, ID>> items(Collection<? extends R> rows, BiFunction<ChangeMaker<R, ID>, R, Change<R>> change) {
        return items(rows, id::given, change);
    }

    private List<Item<R, ID>> items(
            Collection<? extends R> rows,
            Function<R, @Nullable ID> idOf,
            BiFunction<ChangeMaker<R, ID>, R, Change<R>> change) {
        List<Item<R, ID>> items = new ArrayList<>();
        for (R row : requireNonNull(rows, "rows must not be null")) {
            check(row, () -> "rows[" + items.size() + "]");
            items.add(new Item<>(idOf.apply(row), null, make -> change.apply(make, row)));
        }
        return items;
    }

    private List<Item<R, ID>> patches(Collection<Edit<R>> edits) {
        List<Item<R, ID>> items = new ArrayList<>();
        for (Edit<R> edit : requireNonNull(edits, "edits must not be null")) {
            Supplier<String> place = () -> "edits[" + items.size() + "]";
            requireNonNull(edit, () -> place.get() + " must not be null");
            check(edit.before(), () -> place.get() + ".before");
            check(edit.after(), () -> place.get() + ".after");
            Patch patch = Patch.between(table.mapping(), edit.before(), edit.after());
            Outcome<R> idle = patch.isEmpty() ? new Applied<>(edit.before()) : null;
            items.add(new Item<>(id.of(edit.before()), idle, make -> make.patch(edit.after(), patch)));
        }
        return items;
    }

    /** A name is made only for a row that is refused: there may be very many. */
    private void check(R row, Supplier<String> name) {
        if (!table.rowType().isInstance(row)) {
            table.check(row, name.get());
        }
    }

    private List<Item<R, ID>> patches(Map<ID, Long> versions, Map<String, ?> changes) {
        Patch patch = patch(changes);
        List<Item<R, ID>> items = new ArrayList<>();
        requireNonNull(versions, "versions must not be null").forEach((rowId, version) -> {
            id.check(rowId);
            requireNonNull(version, () -> "version of " + table.nameOf(rowId) + " must not be null");
            items.add(new Item<>(rowId, null, make -> make.patch(rowId, version, patch)));
        });
        return items;
    }

    private Patch patch(Map<String, ?> changes) {
        Patch patch = Patch.of(table.mapping(), changes, Column.Role.VERSIONED);
        if (patch.isEmpty()) {
            throw new IllegalArgumentException("changes must name at least one component");
        }
        return patch;
    }

    private List<Outcome<R>> write(Verb verb, List<Item<R, ID>> items, boolean isAllOrNothing) {
        requireDistinct(
                verb == Verb.PATCH ? "edits" : "rows",
                items.stream().map(Item::id).toList());
        List<Item<R, ID>> sent =
                items.stream().filter(item -> item.idle() == null).toList();
        List<Outcome<R>> written = sent.isEmpty() ? List.of() : send(verb, sent, isAllOrNothing);
        List<Outcome<R>> outcomes = sent.size() == items.size() ? written : withIdle(items, written.iterator());
        if (isAllOrNothing && !outcomes.stream().allMatch(Outcome::isApplied)) {
            throw new RefusedBatchException(outcomes);
        }
        return outcomes;
    }

    private static <R, ID> List<Outcome<R>> withIdle(List<Item<R, ID>> items, Iterator<Outcome<R>> written) {
        List<Outcome<R>> outcomes = new ArrayList<>();
        for (Item<R, ID> item : items) {
            outcomes.add(item.idle() == null ? written.next() : item.idle());
        }
        return Collections.unmodifiableList(outcomes);
    }

    private List<Outcome<R>> send(Verb verb, List<Item<R, ID>> items, boolean isAllOrNothing) {
        Function<TableSql<R, ID>, Batch<R>> batch = sql -> {
            ChangeMaker<R, ID> make = new ChangeMaker<>(table, sql);
            List<Change<R>> changes =
                    items.stream().map(item -> item.change().apply(make)).toList();
            if (items.stream().anyMatch(item -> item.id() == null)) { // only now is it known what the database makes
                requireDistinct("rows", changes.stream().map(Change::id).toList());
            }
            return new Batch<>(table, verb, changes, isAllOrNothing, binding().locksBatches());
        };
        return operations.writeAll(verb, isAllOrNothing, batch);
    }

    /** As far as Java can tell; of ids that only the database holds to be one, one is written and the other is refused. */
    @SuppressWarnings("unchecked") // the ids are of this table
    private void requireDistinct(String what, List<? extends @Nullable Object> ids) {
        if (IdOrder.areDistinct(ids)) {
            return;
        }
        Map<IdKey, Integer> places = new HashMap<>(2 * ids.size());
        for (int place = 0; place < ids.size(); place++) {
            ID rowId = (ID) ids.get(place);
            Integer other = rowId == null ? null : places.putIfAbsent(IdKey.of(id.values(rowId)), place);
            if (rowId != null && other != null) {
                throw new IllegalArgumentException("a row must be written once: " + what + "[" + other + "] and " + what
                        + "[" + place + "] are both " + table.nameOf(rowId));
            }
        }
    }

    private static <R> List<R> stored(List<Outcome<R>> outcomes) {
        return outcomes.stream().map(Outcome::orElseThrow).toList();
    }

    private static <ID, T> Map<ID, T> byId(Map<ID, Long> versions, List<T> answers) {
        Map<ID, T> byId = new LinkedHashMap<>();
        Iterator<T> answer = answers.iterator();
        versions.keySet().forEach(rowId -> byId.put(rowId, answer.next()));
        return Collections.unmodifiableMap(byId);
    }
}
