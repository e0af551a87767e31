package io.github.ifmatch.engine.sql;

import io.github.ifmatch.BoundId;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.FixedColumn;
import io.github.ifmatch.engine.mapping.Handles;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.mapping.Versions;
import io.github.ifmatch.type.VersionSource;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Renders the statements of one table in one dialect. Immutable.
 *
 * @param readsBack whether a write must not answer its row, for a trigger may change it afterwards
 * @param isPartitioned whether the table's rows are in partitions
 * @param guarded the table, if a guard watches over it
 */
public record SqlText(
        Dialect dialect,
        Identifiers identifiers,
        Mapping<?, ?> mapping,
        boolean readsBack,
        boolean isPartitioned,
        Optional<CatalogTable> guarded) {

    public static SqlText of(Engine engine, Mapping<?, ?> mapping, boolean readsBack, Optional<CatalogTable> found) {
        boolean isPartitioned = found.isPresent() && found.get().isPartitioned();
        return new SqlText(
                engine.dialect(),
                engine.identifiers(),
                mapping,
                readsBack,
                isPartitioned,
                found.filter(CatalogTable::isGuarded));
    }

    List<Column> chosen(BitSet places) {
        return places.stream().mapToObj(mapping.columns()::get).toList();
    }

    String select() {
        return select("", condition(false));
    }

    /** A query of the row whose id is what the columns make of the one that is bound. */
    public String select(RoundedId rounded) {
        return select("", condition(index -> rounded.value(dialect, index)));
    }

    /** A query of the row that a statement of somebody's own named. */
    public String select(BoundId bound, boolean isLocking) {
        String condition =
                Stream.concat(Stream.of(bound.condition()), unbound()).collect(Collectors.joining(" AND "));
        String text = bound.condition().isEmpty()
                ? select()
                : select(bound.alias().isEmpty() ? "" : " " + bound.alias(), condition);
        return isLocking ? dialect.locking(text) : text;
    }

    /** A query of several ids at once. */
    String selectAll(int ids) {
        return select("", SeveralIds.condition(this, ids));
    }

    /** The same query, which locks the rows in the order of the ids. */
    public String selectAllLocking(int ids) {
        return dialect.locking(selectAll(ids) + " ORDER BY " + names(keyed()));
    }

    /** A query that locks what it reads, and reads nothing: whether the database takes it, its execution shows. */
    String selectNoneLocking() {
        return dialect.locking(select("", "1 = 0"));
    }

    /** A query of several ids, whose rows come with the place of the id that they answer: equal as the database sees it. */
    public String selectPlaces(int ids) {
        String columns = columns();
        return IntStream.range(0, ids)
                .mapToObj(
                        place -> "SELECT " + columns + ", " + place + " FROM " + table() + " WHERE " + condition(false))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private String select(String alias, String condition) {
        return "SELECT " + columns() + " FROM " + table() + alias + " WHERE " + condition;
    }

    /** An insert of these columns, at the first version; where the database makes that, of them alone. */
    String insert(List<Column> into) {
        if (isLeft()) {
            return into.isEmpty()
                    ? dialect.insertDefault(table(), anyColumn())
                    : "INSERT INTO " + table() + " (" + names(into) + ") VALUES (" + marks(into.size()) + ")";
        }
        String first = mapping.declaration().versions().isGivenByInserts() ? "?" : "1";
        return "INSERT INTO " + table() + " (" + names(join(into, List.of(mapping.versionColumn()))) + ") VALUES ("
                + (into.isEmpty() ? first : marks(into.size()) + ", " + first) + ")";
    }

    /** What an insert of these columns binds: where the first version is not 1, the version too. */
    List<Column> bound(List<Column> into) {
        return mapping.declaration().versions().isGivenByInserts()
                ? join(into, List.of(mapping.versionColumn()))
                : into;
    }

    /** An update of these columns by id; with the version checked and advanced, or left alone. */
    Sql update(List<Column> set, boolean isVersioned) {
        Stream<String> step = isVersioned ? step(set, bindsNext() ? "?" : next()) : Stream.empty();
        return update(
                set, step, condition(isVersioned), isVersioned ? join(stepped(set), checked()) : join(set, keyed()));
    }

    /** An update of these columns by id, whatever the version is. */
    Sql overwrite(List<Column> set) {
        return update(set, step(set, guardedStep()), condition(false), join(stepped(set), keyed()));
    }

    /** An update of these columns in every row that meets a condition. */
    Sql updateWhere(List<Column> set, String condition) {
        List<Column> fixed = mapping.id().fixedColumns();
        String all = Stream.of(fixed.stream().map(this::isGiven), unbound(), Stream.of("(" + condition + ")"))
                .flatMap(Function.identity())
                .collect(Collectors.joining(" AND "));
        return update(set, step(set, guardedStep()), all, join(stepped(set), fixed));
    }

    /** A delete by id, with the version checked; where the table is guarded, one that proves it to the guard. */
    public Sql delete() {
        Optional<TableGuard> guard = guarded.flatMap(table -> dialect.guard());
        if (guard.isEmpty()) {
            return sql(WriteKind.DELETE, "DELETE FROM " + table() + " WHERE " + condition(true), checked());
        }
        String proven = guard.get()
                .delete(table(), condition(true), version(), guarded.get().name());
        return guard.get().deletesByDelete()
                ? sql(WriteKind.DELETE, proven, checked())
                : counted(WriteKind.DELETE, Sql.Returned.NOTHING, proven, checked());
    }

    /**
     * What comes after a version that Java does not know: the database refuses one that the row's component, narrower than the
     * column, could not be read into.
     */
    private String guardedStep() {
        if (bindsNext()) {
            return mapping.declaration().versions() == VersionSource.TIME ? dialect.nextTime(version()) : "?";
        }
        Class<?> type = mapping.versionColumn().javaType();
        String width = Versions.sqlType(type);
        return dialect.next(stored(version()), Versions.last(type))
                .orElseGet(() -> width.isEmpty() ? next() : dialect.cast(next(), width));
    }

    /** What an update of these columns binds, but for its condition: where updates give the next version, that, too. */
    private List<Column> stepped(List<Column> set) {
        return bindsNext() ? join(set, List.of(mapping.versionColumn())) : set;
    }

    /** Whether a write binds the next version; else the statement reckons it, or the database makes it. */
    boolean bindsNext() {
        return mapping.declaration().versions().isGivenByUpdates();
    }

    /** What an update sets besides these columns; where the database makes versions, nothing, as long as it sets anything. */
    private Stream<String> step(List<Column> set, String next) {
        if (!isLeft()) {
            return Stream.of(version() + " = " + next);
        }
        return set.isEmpty() ? Stream.of(anyColumn() + " = " + anyColumn()) : Stream.empty();
    }

    private String anyColumn() {
        return sql(Inserts.anyColumn(mapping));
    }

    /** Whether the database makes the versions. */
    boolean isLeft() {
        return mapping.declaration().versions().isMadeByDatabase();
    }

    private String next() {
        return stored(version()) + " + 1";
    }

    private String version() {
        return sql(mapping.versionColumn());
    }

    /** A column's name; or what makes the version, where there is no column for it. */
    private String sql(Column column) {
        return column.role() == Column.Role.VERSION && ComparedColumns.areVersionOf(mapping)
                ? new ComparedColumns(dialect, identifiers, mapping).expression()
                : identifiers.sql(column.name());
    }

    private String stored(String version) {
        return mapping.declaration().adoptsNullVersions() ? "COALESCE(" + version + ", 0)" : version;
    }

    private Sql update(List<Column> set, Stream<String> step, String condition, List<Column> binds) {
        Stream<String> assignments = set.stream().map(this::isGiven);
        return sql(
                WriteKind.UPDATE,
                "UPDATE " + table() + " SET " + Stream.concat(assignments, step).collect(Collectors.joining(", "))
                        + " WHERE " + condition,
                binds);
    }

    private String isGiven(Column column) {
        return identifiers.sql(column.name()) + " = ?";
    }

    String condition(boolean checks) {
        String id = condition(index -> "?");
        return checks ? id + " AND " + CheckedVersion.of(this, stored(version())) + " = ?" : id;
    }

    private String condition(IntFunction<String> value) {
        Stream<String> bound = IntStream.range(0, keyed().size())
                .mapToObj(i -> identifiers.sql(keyed().get(i).name()) + " = " + value.apply(i));
        return Stream.concat(bound, unbound()).collect(Collectors.joining(" AND "));
    }

    /** What is asked of fixed columns for which nothing is bound. */
    Stream<String> unbound() {
        return mapping.declaration().fixed().stream()
                .filter(FixedColumn::isUnbound)
                .map(column -> identifiers.sql(column.name()) + " " + column.test());
    }

    /** A trigger that runs after the write can change the row that the write has answered, but not one that is gone. */
    Sql sql(WriteKind kind, String write, List<Column> binds) {
        if (!readsBack || kind == WriteKind.DELETE) {
            Optional<String> query = dialect.returning(kind, write, columns());
            if (query.isPresent()) {
                String tracked = tracked(kind, write);
                return new Sql(kind, query.get(), tracked, Sql.Returned.ROWS, write, binds, Handles.binder(binds));
            }
        }
        boolean areColumns = !ComparedColumns.areVersionOf(mapping); // of keys a driver knows the names alone
        boolean returnsKeys = !readsBack && areColumns && dialect.returnsByKeys(kind);
        return counted(kind, returnsKeys ? Sql.Returned.KEYS : Sql.Returned.NOTHING, write, binds);
    }

    private static Sql counted(WriteKind kind, Sql.Returned returned, String write, List<Column> binds) {
        return new Sql(kind, write, write, returned, write, binds, Handles.binder(binds));
    }

    private String tracked(WriteKind kind, String write) {
        String all = dialect.transactionId().map(id -> columns() + ", " + id).orElse(columns());
        return dialect.returning(kind, write, all).orElseThrow();
    }

    List<Column> keyed() {
        return mapping.id().columns();
    }

    /** What is bound to find a row at a version. */
    List<Column> checked() {
        return join(keyed(), List.of(CheckedVersion.bound(this)));
    }

    String table() {
        return identifiers.table(mapping.declaration().name());
    }

    private String columns() {
        return names(mapping.columns());
    }

    String names(List<Column> some) {
        return some.stream().map(this::sql).collect(Collectors.joining(", "));
    }

    List<String> storedNames(List<Column> some) {
        return some.stream().map(column -> identifiers.stored(column.name())).toList();
    }

    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    static List<Column> join(List<Column> one, List<Column> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
