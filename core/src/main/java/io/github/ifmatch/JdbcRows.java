package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows over plain JDBC: checks the arguments, makes the {@link Change}, and lets the scope run it. */
class JdbcRows<R, ID> extends JdbcBatches<R, ID> implements VersionedRows<R, ID> {

    private static final Logger LOG = LoggerFactory.getLogger(VersionedRows.class);

    private static final String CARRIED_OUT =
            " It was carried out: roll its transaction back; if it had none, it stands.";

    private final Binding<R, ID> binding;
    private final Table<R, ID> table;
    private final RowId<R, ID> id;
    private final Scope scope;

    JdbcRows(Binding<R, ID> binding, Scope scope) {
        super(binding, scope);
        this.binding = binding;
        this.table = binding.table();
        this.id = table.mapping().id();
        this.scope = scope;
    }

    @Override
    public Table<R, ID> table() {
        return table;
    }

    @Override
    public Outcome<R> tryInsert(R row) {
        requireRow(row);
        return write(Act.INSERT, make -> make.insert(row));
    }

    @Override
    public Optional<R> find(ID rowId) {
        @Nullable Object[] values = id.values(id.check(rowId));
        return scope.read(binding, statements -> statements.find(values));
    }

    @Override
    public R get(ID rowId) {
        return find(rowId).orElseThrow(() -> new MissingRowException(table, rowId));
    }

    @Override
    public List<R> findAll(Collection<? extends ID> ids) {
        requireNonNull(ids, "ids must not be null").forEach(id::check);
        List<ID> distinct = new ArrayList<>(new LinkedHashSet<>(ids));
        Map<ID, R> found = findEach(distinct, false);
        return found.size() == distinct.stream().filter(found::containsKey).count()
                ? distinct.stream().map(found::get).filter(Objects::nonNull).toList()
                : oneByOne(distinct);
    }

    /** The newest committed rows with these ids, locked in the order of the ids until the transaction ends. */
    final Map<ID, R> lockAll(List<ID> ids) {
        return findEach(ids, true);
    }

    private Map<ID, R> findEach(List<ID> distinct, boolean locking) {
        List<@Nullable Object[]> keys = new ArrayList<>();
        distinct.forEach(rowId -> keys.add(id.values(rowId)));
        return scope.read(binding, statements -> Chunk.find(statements, id, keys, locking));
    }

    /** Where the database holds an id to be equal to one of another form (a scale, padding, a collation) only it can tell. */
    private List<R> oneByOne(List<ID> ids) {
        Map<ID, R> found = new LinkedHashMap<>();
        ids.forEach(rowId -> find(rowId).ifPresent(row -> found.putIfAbsent(id.of(row), row)));
        return List.copyOf(found.values());
    }

    @Override
    public Outcome<R> tryUpdate(R row) {
        requireRow(row);
        return write(Act.UPDATE, make -> make.update(row));
    }

    @Override
    public Outcome<R> tryPatch(R before, R after) {
        table.check(before, "before");
        table.check(after, "after");
        Patch patch = Patch.between(table.mapping(), before, after);
        return patch.isEmpty() ? new Applied<>(before) : write(Act.PATCH, make -> make.patch(after, patch));
    }

    @Override
    public Outcome<R> tryPatch(ID rowId, long version, Map<String, ?> changes) {
        id.check(rowId);
        requireNonNull(changes, "changes must not be null");
        Patch patch = Patch.of(table.mapping(), changes, Column.Role.VERSIONED);
        return patch.isEmpty()
                ? unpatched(rowId, version)
                : write(Act.PATCH, make -> make.patch(rowId, version, patch));
    }

    /** A patch that names nothing still answers whether the row stands as expected. */
    private Outcome<R> unpatched(ID rowId, long version) {
        Optional<R> row = find(rowId);
        if (row.isPresent() && table.version(row.get()) == version) {
            return new Applied<>(row.get());
        }
        Outcome<R> refused = row.isEmpty()
                ? new Missing<>(table, rowId)
                : new Conflict<>(
                        table,
                        Act.PATCH.verb,
                        rowId,
                        version,
                        table.mapping().withVersion(row.get(), version),
                        row.get());
        binding.journal().refused(table, Act.PATCH.verb, refused);
        return refused;
    }

    @Override
    public Outcome<R> tryDelete(R row) {
        requireRow(row);
        return write(Act.DELETE, make -> make.delete(row));
    }

    @Override
    public Outcome<R> tryDelete(ID rowId, long version) {
        id.check(rowId);
        return write(Act.DELETE, make -> make.delete(rowId, version));
    }

    @Override
    public Outcome<R> tryTouch(R row) {
        requireRow(row);
        return write(Act.TOUCH, make -> make.touch(row));
    }

    @Override
    public Outcome<R> tryCheck(R row) {
        requireRow(row);
        Outcome<R> outcome = checked(row);
        if (!outcome.isApplied()) {
            binding.journal().refused(table, "check", outcome);
        }
        return outcome;
    }

    private Outcome<R> checked(R row) {
        ID rowId = id.of(row);
        @Nullable Object[] values = id.values(rowId);
        Optional<R> current = scope.read(binding, statements -> statements.findLocking(values));
        if (current.isEmpty()) {
            return new Missing<>(table, rowId);
        }
        long expected = table.version(row);
        return table.version(current.get()) == expected
                ? new Applied<>(current.get())
                : new Conflict<>(table, "check", rowId, expected, row, current.get());
    }

    @Override
    public void confirm(ID rowId, long version, long count) {
        id.check(rowId);
        String where = RowName.of(table, rowId);
        if (count < 0) {
            throw new DatabaseException(
                    where + ": the driver does not say how many rows it changed." + CARRIED_OUT, null);
        }
        if (count > 1) {
            throw new MappingException(
                    where + ": " + count + " rows were changed; an id must be unique." + CARRIED_OUT);
        }
        if (count == 0) {
            Outcome<R> refused = explained(rowId, version);
            binding.journal().refused(table, "statement", refused);
            R unused = refused.orElseThrow();
        }
    }

    private Outcome<R> explained(ID rowId, long version) {
        @Nullable Object[] values = id.values(rowId);
        Optional<R> current = scope.read(binding, statements -> statements.findProven(values, version));
        if (current.isEmpty()) {
            return new Missing<>(table, rowId);
        }
        if (table.version(current.get()) == version) {
            throw new SuppressedWriteException(
                    table,
                    RowName.of(table, rowId),
                    rowId,
                    "the row stands at the expected version",
                    "Something else in its WHERE does not hold, or a trigger, a rule or a row-level policy suppresses it.");
        }
        return new Conflict<>(table, "statement", rowId, version, current.get(), current.get());
    }

    @Override
    public Outcome<R> tryOverwrite(R row, String reason) {
        requireRow(row);
        if (requireNonNull(reason, "reason must not be null").isBlank()) {
            throw new IllegalArgumentException("reason must say why: blank");
        }
        Outcome<R> outcome = write(Act.OVERWRITE, make -> make.overwrite(row));
        if (outcome instanceof Applied<R> applied) {
            LOG.warn(
                    "{} overwritten: held version {}, now version {}; reason: {}",
                    RowName.of(table, id.of(row)),
                    table.version(row),
                    table.version(applied.row()),
                    reason.replaceAll("\\p{Cntrl}", " "));
            binding.journal().overwritten(table, id.of(row), table.version(row), table.version(applied.row()), reason);
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
        return write(Act.WRITE_UNVERSIONED, make -> make.writeUnversioned(rowId, patch));
    }

    private Outcome<R> write(Act act, Function<Changes<R, ID>, Change<R>> change) {
        return binding.journal()
                .write(table, act, () -> scope.write(binding, sql -> change.apply(new Changes<>(table, sql))));
    }

    private void requireRow(R row) {
        table.check(row, "row");
    }
}
