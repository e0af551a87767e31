package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Differences;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Shape;
import io.github.ifmatch.Table;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.ColumnTypes;
import io.github.ifmatch.type.VersionSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table as it was declared, and what the declaration comes to. Immutable. */
public final class DeclaredTable<R, ID> implements Table<R, ID> {

    private final Declaration<R, ID> declaration;
    private final @Nullable Mapping<R, ID> mapping;
    private final @Nullable MappingException problem;
    private final int hashCode; // tables are looked up at each call of a SQL object

    private DeclaredTable(
            Declaration<R, ID> declaration, @Nullable Mapping<R, ID> mapping, @Nullable MappingException problem) {
        this.declaration = declaration;
        this.mapping = mapping;
        this.problem = problem;
        this.hashCode = declaration.hashCode();
    }

    private static <R, ID> DeclaredTable<R, ID> of(Declaration<R, ID> declaration) {
        try {
            return new DeclaredTable<>(declaration, Mapping.of(declaration), null);
        } catch (IncompleteMapping e) {
            return new DeclaredTable<>(declaration, null, e.problem());
        }
    }

    public static <R, ID> DeclaredTable<R, ID> of(Table<R, ID> table) {
        if (requireNonNull(table, "table must not be null") instanceof DeclaredTable<R, ID> declared) {
            return declared;
        }
        throw new IllegalArgumentException(
                "table must be made by Table.of: " + table.getClass().getName());
    }

    public static <R, ID> Table<R, ID> declare(Class<R> rowType, Class<ID> idType) {
        return of(Declaration.of(rowType, Primitives.wrapper(idType)));
    }

    public static <R, ID> Table<R, ID> declare(Shape<R> shape, Class<ID> idType) {
        return of(Declaration.of(RowShape.of(shape), Primitives.wrapper(idType)));
    }

    @Override
    public DeclaredTable<R, ID> named(String name) {
        return of(declaration.named(name));
    }

    @Override
    public DeclaredTable<R, ID> column(String component, String column) {
        return of(declaration.column(component, column));
    }

    @Override
    public DeclaredTable<R, ID> nested(String component, String prefix) {
        return of(declaration.nested(component, prefix));
    }

    @Override
    public DeclaredTable<R, ID> id(String... components) {
        return of(declaration.id(Names.listed(components)));
    }

    @Override
    public DeclaredTable<R, ID> fixed(String column, Object value) {
        return of(declaration.fixed(FixedColumn.of(declaration, column, value)));
    }

    @Override
    public DeclaredTable<R, ID> softDelete(String column, Object kept, Object deleted) {
        return of(declaration.fixed(FixedColumn.flag(declaration, column, kept, deleted)));
    }

    @Override
    public DeclaredTable<R, ID> softDelete(String column) {
        return of(declaration.fixed(FixedColumn.time(column)));
    }

    @Override
    public DeclaredTable<R, ID> defaults(String... components) {
        return of(declaration.defaults(Names.listed(components)));
    }

    @Override
    public DeclaredTable<R, ID> version(String component) {
        return of(declaration.version(component));
    }

    @Override
    public DeclaredTable<R, ID> generated(String... components) {
        return of(declaration.with(Column.Role.GENERATED, Names.listed(components)));
    }

    @Override
    public DeclaredTable<R, ID> unversioned(String... components) {
        return of(declaration.with(Column.Role.UNVERSIONED, Names.listed(components)));
    }

    @Override
    public DeclaredTable<R, ID> type(String component, ColumnType<?> type) {
        return of(declaration.type(component, type));
    }

    @Override
    public DeclaredTable<R, ID> types(ColumnTypes types) {
        return of(declaration.types(types));
    }

    @Override
    public DeclaredTable<R, ID> adoptNullVersions() {
        return of(declaration.adoptNullVersions());
    }

    @Override
    public DeclaredTable<R, ID> versions(VersionSource source) {
        return of(declaration.with(requireNonNull(source, "source must not be null")));
    }

    @Override
    public DeclaredTable<R, ID> comparing(String... components) {
        return of(declaration.comparing(Names.listed(components)));
    }

    @Override
    public DeclaredTable<R, ID> readBack() {
        return of(declaration.readBack());
    }

    @Override
    public String name() {
        return declaration.name();
    }

    @Override
    public Class<R> rowType() {
        return declaration.rowType();
    }

    @Override
    public Class<ID> idType() {
        return declaration.idType();
    }

    @Override
    public ID id(R row) {
        return mapping().id().of(check(row, "row"));
    }

    @Override
    public long version(R row) {
        return mapping().version(check(row, "row"));
    }

    @Override
    public VersionSource versions() {
        return declaration.versions();
    }

    @Override
    public long firstVersion() {
        return mapping().declaration().firstVersion();
    }

    @Override
    public R withVersion(R row, long version) {
        return mapping().withVersion(check(row, "row"), version);
    }

    @Override
    public boolean canHold(long version) {
        return Versions.canHold(mapping().versionColumn().javaType(), version);
    }

    @Override
    public List<@Nullable Object> idValues(ID id) {
        return mapping().id().listed(id);
    }

    @Override
    public List<String> idColumns() {
        return mapping().id().columns().stream().map(Column::name).toList();
    }

    /** The columns that hold one value in all rows; not the one that a delete sets. */
    public List<FixedColumn> heldColumns() {
        return FixedColumn.held(declaration);
    }

    @Override
    public String versionColumn() {
        return mapping().versionColumn().name();
    }

    @Override
    public ID idOf(List<? extends @Nullable Object> values) {
        return mapping().id().ofBound(values);
    }

    @Override
    public R read(ResultSet resultSet) throws SQLException {
        return mapping().readByName(requireNonNull(resultSet, "resultSet must not be null"));
    }

    @Override
    public Differences differences(@Nullable R base, R mine, R theirs) {
        return mapping().differences(base, mine, theirs);
    }

    @Override
    public R with(R row, Map<String, ? extends @Nullable Object> values) {
        return Patch.with(mapping(), check(row, "row"), values);
    }

    @Override
    public boolean mayWrite(String component) {
        return mapping().mayWrite(component);
    }

    @Override
    public String nameOf(Object id) {
        return RowName.of(name(), id);
    }

    @CanIgnoreReturnValue
    public R check(R row, String name) {
        return declaration.shape().check(row, name);
    }

    @Override
    public R copy(R row) {
        return mapping == null ? row : mapping.copy(row);
    }

    @Override
    public boolean isSameId(Object one, Object other) {
        return mapping == null ? Objects.deepEquals(one, other) : mapping.id().same(one, other);
    }

    @Override
    public boolean isSameRow(Object one, Object other) {
        return one.equals(other) || (mapping != null && RowComparison.areSame(mapping, one, other));
    }

    /** The same table, and equal to it, where a database has column types of its own; this very one, if they change nothing. */
    public DeclaredTable<R, ID> under(ColumnTypes types) {
        DeclaredTable<R, ID> typed = of(declaration.types(types));
        boolean isAlike = mapping != null && typed.mapping != null && mapping.hasColumnsOf(typed.mapping);
        return isAlike ? this : new DeclaredTable<>(declaration, typed.mapping, typed.problem);
    }

    /** The mapping, whose id and version are known; of another column the type may still be lacking. */
    @CanIgnoreReturnValue
    public Mapping<R, ID> mapping() {
        if (mapping == null) {
            throw requireNonNull(problem);
        }
        return mapping;
    }

    /** This table, if nothing of it is lacking: a database asks for it before it stores or reads a row. */
    public DeclaredTable<R, ID> complete() {
        String gap = mapping().gap();
        if (gap != null) {
            throw new MappingException(gap);
        }
        return this;
    }

    /** Two tables declared alike are equal; types of one's own count by identity. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeclaredTable<?, ?> table && declaration.equals(table.declaration);
    }

    @Override
    public int hashCode() {
        return hashCode;
    }

    @Override
    public String toString() {
        return "Table[" + name() + " of " + rowType().getSimpleName() + "]";
    }
}
