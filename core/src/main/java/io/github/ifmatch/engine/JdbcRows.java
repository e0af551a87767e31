package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BoundId;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.IdKey;
import io.github.ifmatch.engine.mapping.Patch;
import io.github.ifmatch.engine.mapping.Versions;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.ChangeMaker;
import io.github.ifmatch.engine.write.Inspection;
import io.github.ifmatch.engine.write.RowsByPlace;
import io.github.ifmatch.engine.write.Ruling;
import io.github.ifmatch.engine.write.Scope;
import io.github.ifmatch.engine.write.Statements;
import io.github.ifmatch.engine.write.Verb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows over plain JDBC: checks the arguments, makes the {@link Change}, and lets the scope run it. */
class JdbcRows<R, ID> extends JdbcBatches<R, ID> implements VersionedRows<R, ID> {

    private static final Logger LOG = LoggerFactory.getLogger(VersionedRows.class);

    private static final String LOCK = "lock";

    JdbcRows(Binding<R, ID> binding, Scope scope) {
        super(binding, scope);
    }

    @Override
    public Table<R, ID> table() {
        return table;
    }

    @Override
    public Outcome<R> tryInsert(R row) {
        requireRow(row);
        return write(Verb.INSERT, make -> make.insert(row));
    }

    @Override
    public Optional<R> find(ID rowId) {
        @Nullable Object[] values = id.values(id.check(rowId));
        return operations.read("find", statements -> statements.find(values), Ends::ofFind);
    }

    @Override
    public R get(ID rowId) {
        return find(rowId).orElseThrow(() -> new MissingRowException(table, rowId));
    }

    @Override
    public List<R> findAll(Collection<? extends ID> ids) {
        requireNonNull(ids, "ids must not be null").forEach(id::check);
        Map<IdKey, R> distinct = new LinkedHashMap<>();
        findEach(ids, false)
                .forEach(found -> found.ifPresent(row -> distinct.putIfAbsent(IdKey.of(id.values(id.of(row))), row)));
        return List.copyOf(distinct.values());
    }

    /** The newest committed row, locked until the transaction ends; what cannot be locked is read all the same: a write finds out why. */
    final Optional<R> lock(ID rowId) {
        @Nullable Object[] values = id.values(id.check(rowId));
        Optional<R> locked = operations.read(LOCK, statements -> statements.findLocking(values), Ends::ofFind);
        return locked.isPresent() ? locked : find(rowId);
    }

    /**
     * The newest committed rows, one for each of these ids, locked in the order of the ids until the transaction ends. Where nothing locks, they
     * are only read; and none is answered, if they may be old.
     */
    final List<Optional<R>> lockAll(List<ID> ids) {
        return findEach(ids, true);
    }

    /** Whether rows are locked by that, and not only read. */
    final boolean canLock() {
        return operations.read(Statements::canLock);
    }

    private List<Optional<R>> findEach(Collection<? extends ID> ids, boolean locking) {
        List<@Nullable Object[]> keys = new ArrayList<>();
        ids.forEach(rowId -> keys.add(id.values(rowId)));
        return operations.read(
                locking ? LOCK : "findAll",
                statements -> {
                    List<Optional<R>> found = RowsByPlace.find(statements, id, keys, locking);
                    return locking && !statements.showsNewest()
                            ? Collections.nCopies(found.size(), Optional.empty())
                            : found;
                },
                Ends::ofFindAll);
    }

    @Override
    public Outcome<R> tryUpdate(R row) {
        requireRow(row);
        return write(Verb.UPDATE, make -> make.update(row));
    }

    /** Updates a row to what a resolver made of a conflict. */
    final Outcome<R> tryUpdate(R row, Conflict<R> resolved) {
        requireRow(row);
        return write(Verb.UPDATE, make -> make.update(row), stored -> Optional.of(Journal.resolved(resolved)));
    }

    @Override
    public Outcome<R> tryPatch(R before, R after) {
        table.check(before, "before");
        table.check(after, "after");
        Patch patch = Patch.between(table.mapping(), before, after);
        return patch.isEmpty() ? new Applied<>(before) : write(Verb.PATCH, make -> make.patch(after, patch));
    }

    @Override
    public Outcome<R> tryPatch(ID rowId, long version, Map<String, ?> changes) {
        id.check(rowId);
        requireNonNull(changes, "changes must not be null");
        Patch patch = Patch.of(table.mapping(), changes, Column.Role.VERSIONED);
        return patch.isEmpty()
                ? unpatched(rowId, version)
                : write(Verb.PATCH, make -> make.patch(rowId, version, patch));
    }

    /** A patch that names nothing still answers whether the row stands as expected. */
    private Outcome<R> unpatched(ID rowId, long version) {
        Outcome<R> outcome = checked(Verb.PATCH.word, rowId, version, row -> row);
        if (!outcome.isApplied()) {
            binding().journal().refused(table, Verb.PATCH.word, outcome);
        }
        return outcome;
    }

    @Override
    public Outcome<R> tryDelete(R row) {
        requireRow(row);
        return write(Verb.DELETE, make -> make.delete(row));
    }

    @Override
    public Outcome<R> tryDelete(ID rowId, long version) {
        id.check(rowId);
        return write(Verb.DELETE, make -> make.delete(rowId, version));
    }

    @Override
    public Outcome<R> tryTouch(R row) {
        requireRow(row);
        ChangeMaker.requireTouchable(table);
        return write(Verb.TOUCH, make -> make.touch(row));
    }

    @Override
    public Outcome<R> tryCheck(R row) {
        requireRow(row);
        Outcome<R> outcome = checked("check", id.of(row), row, current -> row);
        if (!outcome.isApplied()) {
            binding().journal().refused(table, "check", outcome);
        }
        return outcome;
    }

    /** Whether the row stands at the version of this one, which the caller holds. */
    final Outcome<R> checked(String verb, ID rowId, R held, UnaryOperator<R> attempted) {
        return checked(verb, rowId, Versions.expected(table.mapping(), held), attempted);
    }

    private Outcome<R> checked(String verb, ID rowId, long version, UnaryOperator<R> attempted) {
        return operations.isWatched()
                ? operations.watch(verb, () -> inspected(verb, rowId, version, attempted), Ends::ofCheck)
                : inspected(verb, rowId, version, attempted);
    }

    private Outcome<R> inspected(String verb, ID rowId, long version, UnaryOperator<R> attempted) {
        @Nullable Object[] values = id.values(rowId);
        Inspection.Found<R> found =
                operations.read(statements -> Inspection.of(statements, Ruling.Question.CHECK, version, values));
        return ruled(verb, rowId, version, attempted, found);
    }

    /** The same of a row that was locked. */
    final Outcome<R> ruled(R locked, String verb, ID rowId, R held, UnaryOperator<R> attempted) {
        long version = Versions.expected(table.mapping(), held);
        Ruling ruling =
                operations.read(statements -> Inspection.ofLocked(statements, Ruling.Question.CHECK, version, locked));
        return ruled(verb, rowId, version, attempted, new Inspection.Found<>(ruling, Optional.of(locked)));
    }

    private Outcome<R> ruled(
            String verb, ID rowId, long version, UnaryOperator<R> attempted, Inspection.Found<R> found) {
        return switch (found.ruling()) {
            case CONFLICT ->
                new Conflict<>(
                        table,
                        verb,
                        rowId,
                        version,
                        attempted.apply(found.row().orElseThrow()),
                        found.row().orElseThrow());
            case MISSING -> new Missing<>(table, rowId);
            case HIDDEN ->
                throw new SuppressedWriteException(
                        table,
                        table.nameOf(rowId),
                        rowId,
                        "the row can be read and not locked",
                        "Nothing was written.",
                        "A row-level policy does not let it be changed.");
            default -> new Applied<>(found.row().orElseThrow());
        };
    }

    @Override
    public void confirm(ID rowId, long version, long count) {
        new Confirmation<>(operations, table).confirm(id.check(rowId), version, count);
    }

    @Override
    public void confirm(BoundId bound, long version, long count) {
        requireNonNull(bound, "bound must not be null");
        new Confirmation<>(operations, table).confirm(bound, version, count);
    }

    @Override
    public Outcome<R> tryOverwrite(R row, String reason) {
        requireRow(row);
        if (requireNonNull(reason, "reason must not be null").isBlank()) {
            throw new IllegalArgumentException("reason must say why: blank");
        }
        long held = Versions.held(table.mapping(), row);
        Outcome<R> outcome = write(
                Verb.OVERWRITE,
                make -> make.overwrite(row),
                stored -> Optional.of(Journal.overwritten(table, id.of(row), held, table.version(stored), reason)));
        if (outcome instanceof Applied<R> applied) {
            LOG.warn(
                    "{} overwritten: held version {}, now version {}; reason: {}",
                    table.nameOf(id.of(row)),
                    held,
                    table.version(applied.row()),
                    reason.replaceAll("\\p{Cntrl}", " "));
        }
        return outcome;
    }

    @Override
    public Outcome<R> tryWriteUnversioned(ID rowId, Map<String, ?> values) {
        id.check(rowId);
        Patch patch = Patch.of(table.mapping(), values, Column.Role.UNVERSIONED);
        if (patch.isEmpty()) {
            throw new IllegalArgumentException("values must name at least one component");
        }
        return write(Verb.WRITE_UNVERSIONED, make -> make.writeUnversioned(rowId, patch));
    }

    private Outcome<R> write(Verb verb, Function<ChangeMaker<R, ID>, Change<R>> change) {
        return write(verb, change, applied -> Optional.empty());
    }

    private Outcome<R> write(
            Verb verb, Function<ChangeMaker<R, ID>, Change<R>> change, Function<R, Optional<Journal.Made>> also) {
        return operations.write(verb, sql -> change.apply(new ChangeMaker<>(table, sql)), also);
    }

    private void requireRow(R row) {
        table.check(row, "row");
    }
}
