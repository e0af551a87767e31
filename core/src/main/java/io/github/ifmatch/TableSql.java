package io.github.ifmatch;

import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one table in one dialect, rendered once. Thread-safe.
 *
 * @param <R> the row
 * @param <ID> the id
 */
final class TableSql<R, ID> {

    /** How many sets of columns to keep the rendered statement of; further ones are rendered each time. */
    static final int KEPT_PATCHES = 1_000;

    private final Dialect dialect;
    private final Identifiers identifiers;
    private final @Nullable Sender sender;
    private final Mapping<R, ID> mapping;
    private final boolean idIsUnique;
    private final boolean readsBack;
    private final boolean insertsIfAbsent;
    private final String table;
    private final String columns;
    private final Map<BitSet, Sql> patches = new ConcurrentHashMap<>();
    private final BatchStatements batches;
    private volatile GeneratedParts generatedParts = GeneratedParts.NONE;
    private volatile boolean countsBatches = true;
    private volatile boolean isDoubted;

    final List<Column> written;
    final List<Column> inserted;
    final List<Column> keyed;
    final MethodHandle keyBinder;
    final List<Column> checked;
    final MethodHandle insertedValues;
    final MethodHandle writtenValues;
    final MethodHandle writtenValuesChecked;
    final Sql insert;
    final Sql insertUnset;
    final Sql update;
    final Sql touch;
    final Sql delete;
    final Sql overwrite;
    final String select;
    final String selectLocking;

    /** The names of the id's columns as the catalogue has them, for generated keys. */
    final List<String> storedKeyNames;

    /** The same of all columns. */
    final List<String> storedNames;

    /**
     * Renders the statements.
     *
     * @param found what the catalogue says of the table; empty if it has none
     */
    TableSql(Engine engine, Mapping<R, ID> declared, Optional<CatalogTable> found) {
        this.dialect = engine.dialect();
        this.identifiers = engine.identifiers();
        this.sender = engine.sender();
        this.mapping = declared.adapted(this::adapted);
        Set<String> idColumns = storedIdColumns(identifiers, mapping);
        this.idIsUnique = found.isPresent() && found.get().isUnique(idColumns);
        this.readsBack = mapping.declaration().readsBack()
                || (found.isPresent() && found.get().writesAfterwards());
        this.table = identifiers.table(mapping.declaration().name());
        this.columns = names(mapping.columns());
        this.batches = new BatchStatements(dialect, identifiers, mapping);
        this.written = role(Column.Role.VERSIONED);
        this.inserted = join(written, role(Column.Role.UNVERSIONED));
        this.keyed = mapping.id().columns();
        this.keyBinder = Handles.binder(keyed);
        this.insertedValues = values(inserted, 0);
        this.writtenValues = values(written, 0);
        this.writtenValuesChecked = values(written, keyed.size() + 1);
        this.checked = join(keyed, List.of(mapping.versionColumn()));
        List<Column> all = join(keyed, inserted);
        String plain = insertOf(all);
        boolean isArbiter = found.isPresent() && found.get().isArbiter(idColumns);
        Optional<String> ifAbsent = isArbiter ? dialect.insertIfAbsent(plain, names(keyed)) : Optional.empty();
        this.insertsIfAbsent = ifAbsent.isPresent();
        this.insert = sql(WriteKind.INSERT, ifAbsent.orElse(plain), all);
        this.insertUnset = sql(WriteKind.INSERT, insertOf(inserted), inserted);
        this.update = updateOf(written, true, true);
        this.touch = updateOf(List.of(), true, true);
        this.overwrite = updateOf(written, guardedStep(), condition(false), join(written, keyed));
        this.delete = sql(WriteKind.DELETE, "DELETE FROM " + table + " WHERE " + condition(true), checked);
        this.select = "SELECT " + columns + " FROM " + table + " WHERE " + condition(false);
        this.selectLocking = dialect.locking(select);
        this.storedKeyNames = stored(keyed);
        this.storedNames = stored(mapping.columns());
    }

    /** The columns as the dialect wants them bound. */
    List<Column> adapted(List<Column> some) {
        return some.stream().map(this::adapted).toList();
    }

    private Column adapted(Column column) {
        return column.type().isBuiltIn() ? column.withType(dialect.adapt(column.javaType(), column.type())) : column;
    }

    /** The columns of the id as the catalogue has them. */
    static Set<String> storedIdColumns(Identifiers identifiers, Mapping<?, ?> mapping) {
        return mapping.id().columns().stream()
                .map(column -> identifiers.stored(column.name()))
                .collect(Collectors.toSet());
    }

    /** Looks which parts of the id the database would give. */
    void lookForGeneratedParts(Connection connection) throws SQLException {
        generatedParts = GeneratedParts.of(connection, select, mapping);
    }

    /** Refuses an id that is to be inserted and leaves a part to the database. */
    void requireGiven(@Nullable Object[] idValues) {
        generatedParts.requireGiven(keyed, idValues);
    }

    Dialect dialect() {
        return dialect;
    }

    /** How statements are sent, if not by plain JDBC. */
    @Nullable
    Sender sender() {
        return sender;
    }

    Mapping<R, ID> mapping() {
        return mapping;
    }

    /** Whether something happened that could not if the catalogue still said what it said. */
    boolean isDoubted() {
        return isDoubted;
    }

    /** Something did: the catalogue is asked again for the next operation. */
    void doubt() {
        isDoubted = true;
    }

    /** Whether one statement can write no more than one row. */
    boolean writesOneRow(Act act) {
        return idIsUnique || act == Act.INSERT;
    }

    /** Whether the driver tells what each statement of a JDBC batch changed, for all that is known. */
    boolean countsBatches() {
        return countsBatches;
    }

    /** The driver did not tell: it is not asked again. */
    void distrustBatches() {
        countsBatches = false;
    }

    /** Whether many rows are best written one by one. */
    boolean batchesRowByRow() {
        return dialect.batchesRowByRow() && sender == null;
    }

    /** Whether an insert of an id that exists answers no row instead of failing. */
    boolean insertsIfAbsent() {
        return insertsIfAbsent;
    }

    /** An update of some columns, with the version checked and advanced. */
    Sql patch(BitSet chosen) {
        return kept(chosen, true);
    }

    /** An update of some unversioned columns, which leaves the version alone. */
    Sql writeUnversioned(BitSet chosen) {
        return kept(chosen, false);
    }

    /** Versioned and unversioned columns are never written together, so one cache serves both. */
    private Sql kept(BitSet chosen, boolean versioned) {
        Sql known = patches.get(chosen);
        if (known != null) {
            return known;
        }
        Sql rendered = updateOf(chosen(chosen), versioned, versioned);
        if (patches.size() < KEPT_PATCHES) {
            patches.put((BitSet) chosen.clone(), rendered);
        }
        return rendered;
    }

    private List<Column> chosen(BitSet chosen) {
        return chosen.stream().mapToObj(mapping.columns()::get).toList();
    }

    /**
     * Whether a dialect may have a statement that makes the same write for many rows at once.
     *
     * <p>Where the table's id is not known to be unique, or no key can be named that an insert may break, or the database is
     * to give the id, or a trigger may change what was answered, there is none.
     */
    boolean mayBatch(Sql one) {
        if (dialect == Dialect.STANDARD || batchesRowByRow()) {
            return false;
        }
        return one.kind() == WriteKind.INSERT
                ? insertsIfAbsent && !readsBack && !one.plain().equals(insertUnset.plain())
                : idIsUnique && (!readsBack || one.kind() == WriteKind.DELETE);
    }

    /** The statements that do so. */
    BatchStatements batches() {
        return batches;
    }

    /** An update of these columns in every row that meets a condition. */
    Sql updateWhere(BitSet chosen, String condition) {
        return updateOf(chosen(chosen), guardedStep(), "(" + condition + ")", chosen(chosen));
    }

    /** A query of the row that a statement of somebody's own named, rendered each time. */
    String select(BoundId bound, boolean locking) {
        String text = bound.condition().isEmpty()
                ? select
                : "SELECT " + columns + " FROM " + table + (bound.alias().isEmpty() ? "" : " " + bound.alias())
                        + " WHERE " + bound.condition();
        return locking ? dialect.locking(text) : text;
    }

    /** A query of the row whose id is what the columns make of the one that is bound. */
    String selectRounded(RoundedId rounded) {
        return "SELECT " + columns + " FROM " + table + " WHERE " + condition(rounded::value);
    }

    /** A query of several ids at once. */
    String selectAll(int ids) {
        String id = keyed.size() == 1 ? "?" : "(" + marks(keyed.size()) + ")";
        String key = keyed.size() == 1 ? names(keyed) : "(" + names(keyed) + ")";
        return "SELECT " + columns + " FROM " + table + " WHERE " + key + " IN ("
                + String.join(", ", Collections.nCopies(ids, id)) + ")";
    }

    /** The same query, which locks the rows in the order of the ids. */
    String selectAllLocking(int ids) {
        return dialect.locking(selectAll(ids) + " ORDER BY " + names(keyed));
    }

    /** A query of several ids, whose rows come with the place of the id that they answer: equal as the database sees it. */
    String selectPlaces(int ids) {
        return IntStream.range(0, ids)
                .mapToObj(place -> "SELECT " + columns + ", " + place + " FROM " + table + " WHERE " + condition(false))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private String insertOf(List<Column> into) {
        return "INSERT INTO " + table + " (" + names(join(into, List.of(mapping.versionColumn()))) + ") VALUES ("
                + (into.isEmpty() ? "1)" : marks(into.size()) + ", 1)");
    }

    private Sql updateOf(List<Column> set, boolean advances, boolean checks) {
        Stream<String> step = advances ? Stream.of(version() + " = " + next()) : Stream.empty();
        return updateOf(set, step, condition(checks), join(set, checks ? checked : keyed));
    }

    /**
     * Advances a version that Java does not know: the database refuses one that the row's component, narrower than the column,
     * could not be read into.
     */
    private Stream<String> guardedStep() {
        String width = Versions.sqlType(mapping.versionColumn().javaType());
        return Stream.of(version() + " = " + (width.isEmpty() ? next() : "CAST(" + next() + " AS " + width + ")"));
    }

    private String next() {
        return stored(version()) + " + 1";
    }

    private String version() {
        return identifiers.sql(mapping.versionColumn().name());
    }

    private Sql updateOf(List<Column> set, Stream<String> step, String condition, List<Column> binds) {
        Stream<String> assignments = set.stream().map(column -> identifiers.sql(column.name()) + " = ?");
        return sql(
                WriteKind.UPDATE,
                "UPDATE " + table + " SET " + Stream.concat(assignments, step).collect(Collectors.joining(", "))
                        + " WHERE " + condition,
                binds);
    }

    private String condition(boolean checks) {
        String id = condition(index -> "?");
        return checks
                ? id + " AND " + stored(identifiers.sql(mapping.versionColumn().name())) + " = ?"
                : id;
    }

    private String condition(IntFunction<String> value) {
        return IntStream.range(0, keyed.size())
                .mapToObj(i -> identifiers.sql(keyed.get(i).name()) + " = " + value.apply(i))
                .collect(Collectors.joining(" AND "));
    }

    private String stored(String version) {
        return mapping.declaration().adoptsNullVersions() ? "COALESCE(" + version + ", 0)" : version;
    }

    /** A trigger that runs after the write can change the row that the write has answered, but not one that is gone. */
    private Sql sql(WriteKind kind, String write, List<Column> binds) {
        if (!readsBack || kind == WriteKind.DELETE) {
            Optional<String> query = dialect.returning(kind, write, columns);
            if (query.isPresent()) {
                String tracked = tracked(kind, write);
                return new Sql(kind, query.get(), tracked, Sql.Returned.ROWS, write, binds, Handles.binder(binds));
            }
        }
        boolean returnsKeys = !readsBack && dialect.returnsByKeys(kind);
        Sql.Returned returned = returnsKeys ? Sql.Returned.KEYS : Sql.Returned.NOTHING;
        return new Sql(kind, write, write, returned, write, binds, Handles.binder(binds));
    }

    private String tracked(WriteKind kind, String write) {
        String all = dialect.transactionId().map(id -> columns + ", " + id).orElse(columns);
        return dialect.returning(kind, write, all).orElseThrow();
    }

    private List<Column> role(Column.Role role) {
        return mapping.columns().stream()
                .filter(column -> column.role() == role)
                .toList();
    }

    private String names(List<Column> some) {
        return String.join(", ", list(some));
    }

    private List<String> list(List<Column> some) {
        return some.stream().map(column -> identifiers.sql(column.name())).toList();
    }

    /** The names of columns as the catalogue has them, for generated keys. */
    private List<String> stored(List<Column> some) {
        return some.stream().map(column -> identifiers.stored(column.name())).toList();
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static MethodHandle values(List<Column> columns, int free) {
        return Handles.gather(
                Object.class, columns.stream().map(Column::accessor).toList(), free);
    }

    private static List<Column> join(List<Column> one, List<Column> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
