package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import io.github.ifmatch.type.TableColumns;
import io.github.ifmatch.type.VersionSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row is: a record, or a Kotlin data class, the table it stands in, its id and its version.
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
 * the latest when the table is given to a {@link Database}. So is whatever is asked of the rows while the id or the version is not known.
 *
 * <p>Immutable. There is one implementation; another one is refused by every database.
 *
 * @param <R> the row: a record, a data class, or what a {@link Shape} describes
 * @param <ID> the id: a number, a string, a {@code UUID}, any other column type, or a record of several of them
 */
public interface Table<R, ID> extends TableColumns<R, ID> {

    /**
     * Declares a table by the conventions above.
     *
     * <p>Of a Kotlin data class the components are the primary constructor's parameters: their names and nullness as {@code
     * kotlin.Metadata} has them, their values of {@code component1()} and so on. All are passed to the constructor, so a NULL column
     * is null, never the default argument, or a {@link MappingException} where the type is not nullable.
     *
     * @throws MappingException if {@code rowType} is neither record nor data class, has nothing that could be the id or the version,
     *     or is in a package that its module does not open to {@code io.github.ifmatch}
     */
    static <R, ID> Table<R, ID> of(Class<R> rowType, Class<ID> idType) {
        requireNonNull(rowType, "rowType must not be null");
        requireNonNull(idType, "idType must not be null");
        return DeclaredTable.declare(rowType, idType);
    }

    /**
     * Declares a table of rows that are no records: beans, what a builder makes, or any other class.
     *
     * @throws MappingException if the shape has no component that could be the id or the version, or properties that do not fit
     */
    static <R, ID> Table<R, ID> of(Shape<R> shape, Class<ID> idType) {
        requireNonNull(shape, "shape must not be null");
        requireNonNull(idType, "idType must not be null");
        return DeclaredTable.declare(shape, idType);
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
    Table<R, ID> named(String name);

    /**
     * Names the column of a component. Default: the component's name in snake_case.
     *
     * @throws MappingException if there is no such component
     */
    Table<R, ID> column(String component, String column);

    /**
     * Gives the components of a record in the record columns of their own. Default: such a component needs a {@linkplain #type column
     * type}.
     *
     * <p>Each column's name begins with the prefix and an underscore: after {@code nested("address", "home")} the component {@code
     * address.zipCode} has the column {@code home_zip_code}; an empty prefix adds nothing. Other lines, and patches, name it by its path.
     * Where all of its columns are NULL, the inner record is null.
     *
     * @throws MappingException if there is no such component, or it is no record
     */
    Table<R, ID> nested(String component, String prefix);

    /**
     * Says which component is the id; of several, the id class is a record with components of the same names and types. Default: {@code
     * id}.
     *
     * @throws MappingException if there is no such component, or the id class does not fit
     */
    Table<R, ID> id(String... components);

    /**
     * Makes only those rows whose column holds this value rows of the table: a tenant's, for instance. Default: all are.
     *
     * <p>Every statement asks for it, looks and locks after a refused write and {@link VersionedBatches#updateWhere} included, and every
     * insert sets it. A row that holds another value is {@link Missing}; an id that is unique without this column, and taken by such a row,
     * is a {@link DatabaseException} of an insert. The column is no component's, or one's that is declared as {@linkplain #generated
     * generated}. Statements of one's own must ask for this very value: of those, only {@code @VersionCheck} sees to it.
     *
     * @param value bound, not null, of a class that has a built-in column type
     * @throws MappingException if the value has no built-in column type, the column is fixed already, or written from a component
     */
    Table<R, ID> fixed(String column, Object value);

    /**
     * Makes a delete an update that marks the row as deleted: sets this column to one value, where rows are kept with another.
     * Default: it removes the row.
     *
     * <p>The column is {@linkplain #fixed fixed} at the value of rows that are kept, so a row that is marked, by whomever, is {@link
     * Missing}. Each delete, single, in a batch or in a change set, is {@code UPDATE … SET deleted = ?, version = version + 1 WHERE id = ?
     * AND deleted = ? AND version = ?}, and answers the row as it stands then, at its new version. An id that is unique without this
     * column stays taken: an insert of it is a {@link DatabaseException} that says so, of kind {@link DatabaseException.Kind#UNIQUE}.
     *
     * @param kept what the column holds in rows of the table, such as {@code false}
     * @param deleted what a delete sets it to, such as {@code true}
     * @throws MappingException as {@link #fixed} does, or if another column marks deleted rows already, or both values are one
     */
    Table<R, ID> softDelete(String column, Object kept, Object deleted);

    /**
     * The same with a column of a time, such as {@code deleted_at}: NULL in rows that are kept, and set by a delete to the time of this JVM's
     * clock, as a component of type {@code Instant} would be. An insert leaves it to the database, where its default must be NULL.
     *
     * @throws MappingException if the column is fixed already, or written from a component, or another one marks deleted rows already
     */
    Table<R, ID> softDelete(String column);

    /**
     * Says which component is the version: a {@code short}, {@code int} or {@code long}; where it is {@linkplain VersionSource#DATABASE left
     * to the database}, it may be a time, too; where it is {@linkplain VersionSource#TIME set to the time}, it is one. Default: {@code version}.
     *
     * @throws MappingException if there is no such component, or it is of another type
     */
    Table<R, ID> version(String component);

    /**
     * Says which columns the database computes: they are read back and never written. Default: none.
     *
     * @throws MappingException if there is no such component, or it is the id or the version
     */
    Table<R, ID> generated(String... components);

    /**
     * Says which columns neither check nor advance the version, such as {@code last_seen}. Default: none.
     *
     * <p>An insert writes them; after that only {@link VersionedRows#writeUnversioned} does, and the last writer wins.
     *
     * @throws MappingException if there is no such component, or it is the id or the version
     */
    Table<R, ID> unversioned(String... components);

    /**
     * Says which columns an insert leaves to their defaults in the database where their components are null. Default: none; null is stored.
     *
     * <p>The row that the insert answers has the default. Updates and patches store null as ever. An insert that is repeated does not
     * {@linkplain Conflict#looksApplied look applied} where it left a column to its default.
     *
     * @throws MappingException if there is no such component, it cannot be null, or it is the id, the version, or generated
     */
    Table<R, ID> defaults(String... components);

    /**
     * Gives one component a column type of one's own.
     *
     * @throws MappingException if there is no such component
     */
    Table<R, ID> type(String component, ColumnType<?> type);

    /** Gives the table column types of one's own, asked before the built-in ones. */
    Table<R, ID> types(ColumnTypes types);

    /**
     * Takes a NULL version, as a legacy table may hold it, for version 0: the first write makes it 1. Every write then compares {@code
     * COALESCE(version, 0)}. Default: refused.
     */
    Table<R, ID> adoptNullVersions();

    /**
     * Says where versions come from. Default: {@link VersionSource#COUNTER}.
     *
     * @throws MappingException if the version's component cannot hold such versions, or they are adopted where they are NULL, which only
     *     counters can be
     */
    Table<R, ID> versions(VersionSource source);

    /**
     * Compares what these components' columns hold, in place of a version that the table has not: {@link VersionSource#COMPARED}. Default: a
     * version is compared. Where none is named, all that the row reads are, but the id and unversioned ones.
     *
     * <p>Statements set every versioned column, compared or not: what others wrote into one that is not is overwritten.
     *
     * @throws MappingException if there is no such component, it is the id, the version or unversioned, or the version is no {@code long}
     */
    Table<R, ID> comparing(String... components);

    /**
     * Reads each row back after it was written, in the same transaction. Default: only where the catalogue shows the need.
     *
     * <p>A statement that answers its row does so before triggers run that the database runs after the write. Where such a
     * trigger changes the row once more, only a second look has it as stored, or finds that its version was changed. Declare
     * it where the dialect cannot see that, such as for a view over the table that has the trigger. It costs a transaction
     * and a query for each write, and batches are sent as JDBC batches.
     */
    Table<R, ID> readBack();

    /** The table's name, as declared. */
    String name();

    /** The row's class. */
    Class<R> rowType();

    /** The id's class. */
    Class<ID> idType();

    /** The row's id. */
    ID id(R row);

    /** The row's version; 0 if it was never stored. */
    long version(R row);

    /** Where versions come from. */
    VersionSource versions();

    /** The version at which a new row begins, another one at each call if inserts give their own: for an INSERT of one's own. */
    long firstVersion();

    /**
     * The same row at another version: what a row read elsewhere, such as from a request, is compared at.
     *
     * @throws IllegalArgumentException if the component cannot hold the version
     * @throws MappingException if the declaration is incomplete, or the record's constructor refuses the row
     */
    R withVersion(R row, long version);

    /**
     * Whether a row can be at this version: whether the version's component can hold it.
     *
     * @throws MappingException if the declaration is incomplete
     */
    boolean canHold(long version);

    /**
     * The three-way merge of this table's rows, as yet without rules: what both sides changed differently clashes. After a conflict it
     * compares with the column types of the database that refused the write.
     */
    default Merge<R> merge() {
        return new Merge<>(this);
    }

    /** The three-way merge without rules, for an update: {@code merge().from(base)}. */
    default Resolver<R> mergeFrom(R base) {
        return merge().from(base);
    }

    /**
     * What each side changed, component by component; of those that a caller may write.
     *
     * @param base the row as the caller read it; null if it is not known
     * @param mine the row as the caller wants it
     * @param theirs the row as the table has it
     */
    Differences differences(@Nullable R base, R mine, R theirs);

    /**
     * The same row with other values in some components, as the record's constructor makes it.
     *
     * @param values by component
     * @throws IllegalArgumentException if there is no component of a name
     * @throws MappingException if the constructor refuses the row
     */
    R with(R row, Map<String, ? extends @Nullable Object> values);

    /** Whether there is a component of this name that a caller may write; where its type is not known yet, it may be one. */
    boolean mayWrite(String component);

    /** The table and the id, as messages name a row: control characters, which could forge a line of a log, are not shown. */
    String nameOf(Object id);

    /**
     * A row of the same values, which stay whatever is done to this one; the row itself if nothing can be done to it.
     *
     * @throws MappingException if the record's constructor refuses it
     */
    R copy(R row);

    /** Whether Java holds two ids to be one: bytes by content, decimals by number. */
    boolean isSameId(Object one, Object other);

    /** Whether two rows of this table are equal, or hold the same in every column: a row need not have an equals. */
    boolean isSameRow(Object one, Object other);
}
