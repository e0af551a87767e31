package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a row is: a record, the table it stands in, its id and its version.
 *
 * <p>By convention the table is the record's name and each column its component's, in snake_case; the id is the component
 * {@code id}, the version the component {@code version}. Whatever differs takes one line each:
 *
 * <pre>{@code
 * static final Table<Account, Long> ACCOUNTS = Table.of(Account.class, Long.class)
 *         .named("accounts")
 *         .column("version", "lock_version");
 * }</pre>
 *
 * <p>Mistakes are told when they are made, as a {@link MappingException}: at once where no later line could mend them, at
 * the latest when the table is given to a {@link Database}.
 *
 * <p>Immutable.
 *
 * @param <R> the row: a record, or what a {@link Shape} describes
 * @param <ID> the id: a number, a string, a {@code UUID}, any other column type, or a record of several of them
 */
public final class Table<R, ID> {

    private final Declaration<R, ID> declaration;
    private final @Nullable Mapping<R, ID> mapping;
    private final @Nullable MappingException problem;
    private final int hashCode; // tables are looked up at each call of a SQL object

    private Table(Declaration<R, ID> declaration) {
        this.declaration = declaration;
        Mapping<R, ID> made = null;
        MappingException missing = null;
        try {
            made = Mapping.of(declaration);
        } catch (IncompleteMapping e) {
            missing = e.problem();
        }
        this.mapping = made;
        this.problem = missing;
        this.hashCode = declaration.hashCode();
    }

    private Table(
            Declaration<R, ID> declaration, @Nullable Mapping<R, ID> mapping, @Nullable MappingException problem) {
        this.declaration = declaration;
        this.mapping = mapping;
        this.problem = problem;
        this.hashCode = declaration.hashCode();
    }

    /**
     * Declares a table by the conventions above.
     *
     * @throws MappingException if {@code rowType} is no record, or has no component that could be the id or the version
     */
    public static <R, ID> Table<R, ID> of(Class<R> rowType, Class<ID> idType) {
        requireNonNull(rowType, "rowType must not be null");
        requireNonNull(idType, "idType must not be null");
        return new Table<>(Declaration.of(rowType, wrapper(idType)));
    }

    /**
     * Declares a table of rows that are no records.
     *
     * @throws MappingException if the shape has no component that could be the id or the version
     */
    public static <R, ID> Table<R, ID> of(Shape<R> shape, Class<ID> idType) {
        requireNonNull(shape, "shape must not be null");
        requireNonNull(idType, "idType must not be null");
        return new Table<>(Declaration.of(RowShape.of(shape), wrapper(idType)));
    }

    /** {@code long.class} is a {@code Class<Long>}, too. */
    @SuppressWarnings("unchecked")
    private static <ID> Class<ID> wrapper(Class<ID> idType) {
        return (Class<ID>) Primitives.wrapper(idType);
    }

    /**
     * Names the table, {@code accounts} or {@code sales.accounts}. Default: the record's name in snake_case.
     *
     * <p>A name, here and for columns, is quoted where the database needs it: reserved words, mixed case, other
     * characters. In double quotes it is taken to the letter: {@code "\"Order\""}. A name with a space in it must be
     * written so: a space is more often a slip.
     *
     * @throws MappingException if it is no name
     */
    public Table<R, ID> named(String name) {
        return new Table<>(declaration.named(name));
    }

    /**
     * Names the column of a component. Default: the component's name in snake_case.
     *
     * @throws MappingException if there is no such component
     */
    public Table<R, ID> column(String component, String column) {
        return new Table<>(declaration.column(component, column));
    }

    /**
     * Says which component is the id. Default: {@code id}.
     *
     * <p>With several, the id class is a record with components of the same names and types.
     *
     * @throws MappingException if there is no such component, or the id class does not fit
     */
    public Table<R, ID> id(String... components) {
        return new Table<>(declaration.id(named(components)));
    }

    /**
     * Says which component is the version: a {@code short}, {@code int} or {@code long}. Default: {@code version}.
     *
     * @throws MappingException if there is no such component, or it is of another type
     */
    public Table<R, ID> version(String component) {
        return new Table<>(declaration.version(component));
    }

    /**
     * Says which columns the database computes: they are read back and never written. Default: none.
     *
     * @throws MappingException if there is no such component, or it is the id or the version
     */
    public Table<R, ID> generated(String... components) {
        return new Table<>(declaration.with(Column.Role.GENERATED, named(components)));
    }

    /**
     * Says which columns neither check nor advance the version, such as {@code last_seen}. Default: none.
     *
     * <p>An insert writes them; after that only {@link VersionedRows#writeUnversioned} does, and the last writer wins.
     *
     * @throws MappingException if there is no such component, or it is the id or the version
     */
    public Table<R, ID> unversioned(String... components) {
        return new Table<>(declaration.with(Column.Role.UNVERSIONED, named(components)));
    }

    /**
     * Gives one component a column type of one's own.
     *
     * @throws MappingException if there is no such component
     */
    public Table<R, ID> type(String component, ColumnType<?> type) {
        return new Table<>(declaration.type(component, type));
    }

    /** Gives the table column types of one's own, asked before the built-in ones. */
    public Table<R, ID> types(ColumnTypes types) {
        return new Table<>(declaration.types(types));
    }

    /**
     * Takes a NULL version, as a legacy table may hold it, for version 0: the first write makes it 1. Default: refused.
     *
     * <p>Every write then compares {@code COALESCE(version, 0)}.
     */
    public Table<R, ID> adoptNullVersions() {
        return new Table<>(declaration.adoptNullVersions());
    }

    /**
     * Reads each row back after it was written, in the same transaction. Default: only where the catalogue shows the need.
     *
     * <p>A statement that answers its row does so before triggers run that the database runs after the write. Where such a
     * trigger changes the row once more, only a second look has it as stored, or finds that its version was changed. Declare
     * it where the dialect cannot see that, such as for a view over the table that has the trigger. It costs a transaction
     * and a query for each write, and batches are sent as JDBC batches.
     */
    public Table<R, ID> readBack() {
        return new Table<>(declaration.readBack());
    }

    /** The table's name, as declared. */
    public String name() {
        return declaration.name();
    }

    /** The row's class. */
    public Class<R> rowType() {
        return declaration.rowType();
    }

    /** The id's class. */
    public Class<ID> idType() {
        return declaration.idType();
    }

    /**
     * The row's id.
     *
     * @throws MappingException if the id or the version is not known
     */
    public ID id(R row) {
        return mapping().id().of(check(row, "row"));
    }

    /**
     * The row's version; 0 if it was never stored.
     *
     * @throws MappingException if the id or the version is not known
     */
    public long version(R row) {
        return mapping().version(check(row, "row"));
    }

    /**
     * The same row at another version: what a row read elsewhere, such as from a request, is compared at.
     *
     * @throws IllegalArgumentException if the component cannot hold the version
     * @throws MappingException if the declaration is incomplete, or the record's constructor refuses the row
     */
    public R withVersion(R row, long version) {
        return mapping().withVersion(check(row, "row"), version);
    }

    /**
     * Whether a row can be at this version: whether the version's component can hold it.
     *
     * @throws MappingException if the declaration is incomplete
     */
    public boolean canHold(long version) {
        long last = Versions.last(mapping().versionColumn().javaType());
        return version <= last && version >= -last - 1;
    }

    /**
     * The values of an id: itself, or, where a record holds several columns, the value of each, in the declared order.
     *
     * @throws IllegalArgumentException if the id is of another class
     * @throws MappingException if the id or the version is not known
     */
    public List<@Nullable Object> idValues(ID id) {
        return Collections.unmodifiableList(
                Arrays.asList(mapping().id().values(mapping().id().check(id))));
    }

    /**
     * The columns of the id, as declared: for statements of one's own.
     *
     * @throws MappingException if the id or the version is not known
     */
    public List<String> idColumns() {
        return mapping().id().columns().stream().map(Column::name).toList();
    }

    /**
     * The column of the version, as declared: for statements of one's own.
     *
     * @throws MappingException if the id or the version is not known
     */
    public String versionColumn() {
        return mapping().versionColumn().name();
    }

    /**
     * The id that values make which were bound to its columns, in the order of {@link #idColumns}.
     *
     * <p>A number may be of another width, a UUID or an enum may be its text, a time may be of {@code java.sql}.
     *
     * @throws IllegalArgumentException if a value is null or cannot be taken for the column's type
     * @throws MappingException if the id or the version is not known
     */
    public ID idOf(List<? extends @Nullable Object> values) {
        List<Column> columns = mapping().id().columns();
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "values must be one for each of the id's " + columns.size() + " columns: " + values.size());
        }
        @Nullable Object[] taken = new Object[columns.size()];
        for (int i = 0; i < taken.length; i++) {
            Column column = columns.get(i);
            taken[i] = BoundValue.as(column.javaType(), values.get(i), column.toString());
        }
        return mapping().id().ofValues(taken);
    }

    /**
     * Reads the row that a result set stands on, columns by name: for queries of one's own.
     *
     * @throws SQLException if the result set lacks a column, or the driver fails
     * @throws MappingException if a stored value does not fit, or a column has no type: where only a database knows it, use
     *     {@code repository.table().read(…)}, or the row mapper of its Jdbi
     */
    public R read(ResultSet resultSet) throws SQLException {
        return mapping().readByName(requireNonNull(resultSet, "resultSet must not be null"));
    }

    /**
     * The three-way merge of this table's rows, as yet without rules: what both sides changed differently clashes.
     *
     * <p>After a conflict it compares with the column types of the database that refused the write.
     *
     * @throws MappingException if the id or the version is not known
     */
    public Merge<R> merge() {
        mapping();
        return new Merge<>(this);
    }

    /** The three-way merge without rules, for an update: {@code merge().from(base)}. */
    public Resolver<R> mergeFrom(R base) {
        return merge().from(base);
    }

    /**
     * What each side changed, component by component; of those that a caller may write.
     *
     * @param base the row as the caller read it; null if it is not known
     * @param mine the row as the caller wants it
     * @param theirs the row as the table has it
     * @throws MappingException if the id or the version is not known
     */
    public Differences differences(@Nullable R base, R mine, R theirs) {
        List<Difference> all = new ArrayList<>();
        for (Column column : mapping().columns()) {
            if (column.role() == Column.Role.VERSIONED) {
                all.add(column.difference(base, mine, theirs));
            }
        }
        return new Differences(all, base != null);
    }

    /**
     * The same row with other values in some components, as the record's constructor makes it.
     *
     * @param values by component
     * @throws IllegalArgumentException if there is no component of a name
     * @throws MappingException if the constructor refuses the row, or the id or the version is not known
     */
    public R with(R row, Map<String, ? extends @Nullable Object> values) {
        List<String> names = mapping().columns().stream().map(Column::component).toList();
        @Nullable Object[] changed = mapping().values(check(row, "row"));
        values.forEach((component, value) -> {
            int place = names.indexOf(component);
            if (place < 0) {
                throw new IllegalArgumentException("component must be one of " + name() + ": " + component);
            }
            changed[place] = value;
        });
        return mapping().construct(changed);
    }

    /**
     * Whether there is a component of this name that a caller may write; where its type is not known yet, it may be one.
     *
     * @throws MappingException if the id or the version is not known
     */
    public boolean mayWrite(String component) {
        return mapping().columns().stream()
                .filter(column -> column.role() == Column.Role.VERSIONED)
                .anyMatch(column -> column.component().equals(component)
                        || (column.type() instanceof UntypedColumn untyped && untyped.mayHold(component)));
    }

    /** The table and the id, as messages name a row: control characters, which could forge a line of a log, are not shown. */
    public String nameOf(Object id) {
        return RowName.of(name(), id);
    }

    /** The row, if it is of the declared class; raw types and unchecked casts let others through. */
    @CanIgnoreReturnValue
    R check(R row, String name) {
        if (!rowType().isInstance(row)) {
            requireNonNull(row, name + " must not be null");
            throw new IllegalArgumentException(name + " must be a " + rowType().getName() + ": "
                    + ((Object) row).getClass().getName());
        }
        return row;
    }

    /**
     * A row of the same values, which stay whatever is done to this one; the row itself if nothing can be done to it.
     *
     * @throws MappingException if the record's constructor refuses it
     */
    public R copy(R row) {
        return mapping == null ? row : mapping.copy(row);
    }

    /** Whether Java holds two ids to be one: bytes by content, decimals by number. */
    public boolean isSameId(Object one, Object other) {
        return mapping == null ? Objects.deepEquals(one, other) : mapping.id().same(one, other);
    }

    /** Whether two rows of this table are equal, or hold the same in every column: a row need not have an equals. */
    @SuppressWarnings("unchecked")
    public boolean isSameRow(Object one, Object other) {
        if (one.equals(other)) {
            return true;
        }
        boolean areRows = rowType().isInstance(one) && rowType().isInstance(other);
        return areRows && mapping != null && mapping.changed((R) one, (R) other).isEmpty();
    }

    private static List<String> named(String[] components) {
        for (String component : requireNonNull(components, "components must not be null")) {
            requireNonNull(component, "component must not be null");
        }
        return List.of(components);
    }

    /**
     * The same table where a database has column types of its own; this very table, if they change nothing.
     *
     * <p>It equals this one, for it is the same declaration.
     */
    Table<R, ID> under(ColumnTypes types) {
        Table<R, ID> typed = new Table<>(declaration.types(types));
        boolean isAlike = mapping != null && typed.mapping != null && mapping.hasColumnsOf(typed.mapping);
        return isAlike ? this : new Table<>(declaration, typed.mapping, typed.problem);
    }

    /** The mapping, whose id and version are known; of another column the type may still be lacking. */
    @CanIgnoreReturnValue
    Mapping<R, ID> mapping() {
        if (mapping == null) {
            throw requireNonNull(problem);
        }
        return mapping;
    }

    /** This table, if nothing of it is lacking: a database asks for it before it stores or reads a row. */
    Table<R, ID> complete() {
        String gap = mapping().gap();
        if (gap != null) {
            throw new MappingException(gap);
        }
        return this;
    }

    /** Two tables declared alike are equal; types of one's own count by identity. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Table<?, ?> table && declaration.equals(table.declaration);
    }

    @Override
    public int hashCode() {
        return hashCode;
    }

    /** The table's name and the row's class. */
    @Override
    public String toString() {
        return "Table[" + name() + " of " + rowType().getSimpleName() + "]";
    }
}
