package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.Difference;
import io.github.ifmatch.Differences;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.FixedTypes;
import java.lang.invoke.MethodHandle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a declaration makes of a row: the columns in order, and the way from a row to its values and back. Immutable.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public final class Mapping<R, ID> {

    private final Declaration<R, ID> declaration;
    private final List<Column> columns;
    private final RowId<R, ID> id;
    private final Column version;
    private final MethodHandle constructor;
    private final List<Nested> nested;
    private final MethodHandle reader;
    private final MethodHandle accessor;
    private final RowComparison changed;
    private final MethodHandle versionOf;
    private final @Nullable String gap;
    private final boolean isFixed;

    Mapping(
            Declaration<R, ID> declaration,
            List<Column> columns,
            RowId<R, ID> id,
            Column version,
            MethodHandle constructor,
            List<Nested> nested,
            @Nullable String gap) {
        this.gap = gap;
        this.declaration = declaration;
        this.columns = columns;
        this.id = id;
        this.version = version;
        this.constructor = constructor;
        this.nested = nested;
        List<MethodHandle> readers = new ArrayList<>();
        columns.forEach(column -> readers.add(column.reader(readers.size() + 1)));
        this.reader = Handles.reader(readers, nested.isEmpty() ? constructor : nesting());
        this.accessor = Handles.gather(
                Object.class, columns.stream().map(Column::accessor).toList());
        this.changed = RowComparison.of(columns);
        this.versionOf = Handles.number(version.accessor());
        this.isFixed = declaration.shape().isFixed();
    }

    static <R, ID> Mapping<R, ID> of(Declaration<R, ID> declaration) throws IncompleteMapping {
        return new MappingBuilder<>(declaration).build();
    }

    /**
     * A record in the record, such as an id of several columns.
     *
     * @param start where its first column stands among the columns
     * @param count how many components it has
     * @param constructor makes it of their values
     * @param isNullable whether it is null where all of its columns are NULL
     */
    record Nested(int start, int count, MethodHandle constructor, boolean isNullable) {

        @Nullable
        Object construct(@Nullable Object[] values) {
            return isNullable && Arrays.stream(values).allMatch(Objects::isNull)
                    ? null
                    : Handles.construct(constructor, values);
        }
    }

    /** The same mapping with its columns bound and read in another way; this very one, if none is. */
    public Mapping<R, ID> adapted(UnaryOperator<Column> change) {
        List<Column> adapted = columns.stream().map(change).toList();
        if (Column.areSame(adapted, columns)) {
            return this;
        }
        RowId<R, ID> adaptedId = new RowId<>(
                id.type(),
                id.columns().stream().map(change).toList(),
                id.ofRow(),
                id.parts(),
                id.constructor(),
                id.fixed());
        return new Mapping<>(declaration, adapted, adaptedId, change.apply(version), constructor, nested, gap);
    }

    /** The mapping of the rows that a delete has marked. */
    public Mapping<R, ID> ofDeleted() {
        Declaration<R, ID> other = declaration.ofDeleted();
        return new Mapping<>(other, columns, id.with(other), version, constructor, nested, gap);
    }

    /** What the declaration still lacks, besides the id and the version, before rows can be stored and read; else null. */
    @Nullable
    String gap() {
        return gap;
    }

    public Declaration<R, ID> declaration() {
        return declaration;
    }

    public List<Column> columns() {
        return columns;
    }

    public RowId<R, ID> id() {
        return id;
    }

    public Column versionColumn() {
        return version;
    }

    /** The row's version; 0 for null, which is a row that was never stored. */
    public long version(R row) {
        return Handles.number(versionOf, row);
    }

    public R withVersion(R row, long newVersion) {
        @Nullable Object[] values = values(row);
        values[columns.indexOf(version)] = Versions.exactly(version.javaType(), newVersion);
        return construct(values);
    }

    /** Whether nothing can change a row in place. */
    boolean isFixed() {
        return isFixed;
    }

    /** A row of the same values, which stay whatever is done to this one; the row itself if nothing can be done to it. */
    R copy(R row) {
        if (isFixed) {
            return row;
        }
        @Nullable Object[] values = values(row);
        Arrays.setAll(values, i -> columns.get(i).copy(values[i]));
        return construct(values);
    }

    /** Two states of a row are two objects, unless nothing can change the one. */
    public void requireTwo(R before, R after) {
        if (before == after && !isFixed) {
            throw new IllegalArgumentException("before and after are one object, so what was changed in it cannot be"
                    + " seen: copy the row before you change it, or use modify(…)");
        }
    }

    @Nullable
    Object[] values(R row) {
        return Handles.gathered(accessor, row);
    }

    /** The columns in which two rows differ, by their places. */
    BitSet changed(R before, R after) {
        BitSet places = changed.between(before, after);
        if (!isFixed && !places.isEmpty()) {
            for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
                places.set(i, !isAlike(columns.get(i), before, after));
            }
        }
        return places;
    }

    /** A class that can be changed in place need not have an equals: what its column stores decides. */
    private static boolean isAlike(Column column, Object before, Object after) {
        return !column.type().isBuiltIn()
                && !FixedTypes.contains(column.javaType())
                && column.same(column.value(before), column.value(after));
    }

    /** Reads a row whose columns stand in the mapping's order. */
    @SuppressWarnings("unchecked")
    public R read(ResultSet resultSet) throws SQLException {
        try {
            return (R) Handles.read(reader, resultSet);
        } catch (MappingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(e); // a column's are mapping exceptions by now
        }
    }

    /** Reads a row whose columns stand in any order. */
    R readByName(ResultSet resultSet) throws SQLException {
        if (gap != null) {
            throw unreadable(gap);
        }
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            values[i] = column.read(resultSet, resultSet.findColumn(Names.bare(column.name())));
        }
        return construct(values);
    }

    private MappingException unreadable(String problem) {
        return columns.stream()
                .filter(column -> column.type() instanceof UntypedColumn)
                .findFirst()
                .map(column -> new MappingException(column + ": " + ((UntypedColumn) column.type()).remedy()))
                .orElseGet(() -> new MappingException(problem));
    }

    /** Makes a row; what its own constructor refuses does not fit the declaration. */
    @SuppressWarnings("unchecked")
    R construct(@Nullable Object[] values) {
        try {
            return (R) Handles.construct(constructor, nested.isEmpty() ? values : nest(values));
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    private MappingException refused(RuntimeException e) {
        return new MappingException(
                declaration.where() + ": " + declaration.shape().maker() + " refused a row", e);
    }

    private MethodHandle nesting() {
        Function<@Nullable Object[], Object> construct = values -> Handles.construct(constructor, nest(values));
        return Handles.constructor(construct);
    }

    /** From the last one to the first: what stands before it has not moved, what is inside it is made already. */
    private @Nullable Object[] nest(@Nullable Object[] columnValues) {
        @Nullable Object[] values = columnValues;
        for (int i = nested.size() - 1; i >= 0; i--) {
            values = nest(values, nested.get(i));
        }
        return values;
    }

    private static @Nullable Object[] nest(@Nullable Object[] values, Nested inner) {
        @Nullable Object[] parts = new Object[inner.count()];
        System.arraycopy(values, inner.start(), parts, 0, inner.count());
        @Nullable Object[] arguments = new Object[values.length - inner.count() + 1];
        System.arraycopy(values, 0, arguments, 0, inner.start());
        arguments[inner.start()] = inner.construct(parts);
        int end = inner.start() + inner.count();
        System.arraycopy(values, end, arguments, inner.start() + 1, values.length - end);
        return arguments;
    }

    /** Whether both have the same columns, bound and read alike. */
    boolean hasColumnsOf(Mapping<R, ID> other) {
        return columns.stream()
                .map(Mapping::appearance)
                .toList()
                .equals(other.columns.stream().map(Mapping::appearance).toList());
    }

    private static List<Object> appearance(Column column) {
        return List.of(column.component(), column.name(), column.type());
    }

    /** What each side changed of what a caller may write; {@code base} is null where it is not known. */
    Differences differences(@Nullable R base, R mine, R theirs) {
        List<Difference> all = columns.stream()
                .filter(column -> column.role() == Column.Role.VERSIONED)
                .map(column -> column.difference(base, mine, theirs))
                .toList();
        return new Differences(all, base != null);
    }

    /** Whether there is a component of this name that a caller may write, or may be one, of a type not known yet. */
    boolean mayWrite(String component) {
        return columns.stream()
                .filter(column -> column.role() == Column.Role.VERSIONED)
                .anyMatch(column -> column.component().equals(component)
                        || (column.type() instanceof UntypedColumn untyped && untyped.mayHold(component)));
    }

    /** Whether a stored row holds what another would have written; of a column that is left to its default, whatever it holds. */
    public boolean sameWritten(R one, R stored) {
        return columns.stream()
                .filter(column -> column.role() == Column.Role.VERSIONED)
                .filter(column ->
                        column.value(one) != null || !declaration.defaults().contains(column.component()))
                .allMatch(column -> column.same(column.value(one), column.value(stored)));
    }
}
