package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.ColumnType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column that holds one value in all rows of a table, or NULL, which no row shows: a part of every id. Immutable.
 *
 * @param test what a row meets, behind the column's name
 * @param value what is bound for it; null where nothing is
 * @param mark what a delete sets the column to instead of removing the row; null where it removes it
 */
public record FixedColumn(
        String name,
        String test,
        @Nullable Object value,
        @Nullable Object mark) {

    private static final String HOLDS = "= ?";
    private static final String UNSET = "IS NULL";
    private static final String SET = "IS NOT NULL";

    /** A mark that is another one each time. */
    private enum Clock {
        NOW
    }

    static FixedColumn of(Declaration<?, ?> declaration, String name, Object value) {
        return of(declaration, name, "value of the fixed", value, null);
    }

    /** One that a delete sets to a value. */
    static FixedColumn flag(Declaration<?, ?> declaration, String name, Object kept, Object deleted) {
        requireNonNull(deleted, "deleted must not be null");
        if (deleted.equals(requireNonNull(kept, "kept must not be null")) || deleted.getClass() != kept.getClass()) {
            throw new MappingException(declaration.where() + ": the column " + name
                    + " must hold two different values of one class: of rows that are kept, and that are deleted");
        }
        return of(declaration, name, "mark in the", kept, deleted);
    }

    private static FixedColumn of(
            Declaration<?, ?> declaration, String name, String what, Object value, @Nullable Object mark) {
        Names.check(name);
        requireNonNull(value, "value must not be null");
        if (ColumnType.find(value.getClass()).isEmpty()) {
            throw new MappingException(declaration.where() + ": the " + what + " column " + name + " is a "
                    + value.getClass().getName() + ", which has no built-in column type");
        }
        return new FixedColumn(name, HOLDS, value, mark);
    }

    /** One that is NULL, and that a delete sets to the time. */
    static FixedColumn time(String name) {
        Names.check(name);
        return new FixedColumn(name, UNSET, null, Clock.NOW);
    }

    /** That which deletes set, if there is one. */
    public static Optional<FixedColumn> marked(Declaration<?, ?> declaration) {
        return declaration.fixed().stream()
                .filter(column -> column.mark != null)
                .findFirst();
    }

    /** Those that are bound and that no write sets, in the declared order. */
    static List<FixedColumn> held(Declaration<?, ?> declaration) {
        List<FixedColumn> fixed = declaration.fixed();
        return fixed.isEmpty()
                ? fixed
                : fixed.stream()
                        .filter(column -> column.value != null && column.mark == null)
                        .toList();
    }

    /** Whether what a statement bound is its value: of its class, or of another in which databases take it for no other value. */
    public boolean isBoundAs(Object bound) {
        return value != null && BoundValue.isSame(value, bound);
    }

    /** Whether nothing is bound for it. */
    public boolean isUnbound() {
        return value == null;
    }

    /** Whether it must be able to hold NULL. */
    public boolean isUnset() {
        return test.equals(UNSET);
    }

    /** The same of the rows that a delete has marked. */
    FixedColumn ofDeleted() {
        return mark == null
                ? this
                : isUnset() ? new FixedColumn(name, SET, null, null) : new FixedColumn(name, HOLDS, mark, null);
    }

    /** What a delete sets it to now. */
    public Object marking() {
        return mark == Clock.NOW ? Instant.now() : requireNonNull(mark);
    }

    boolean hasNameOf(FixedColumn other) {
        return hasName(other.name);
    }

    private boolean hasName(String other) {
        return Names.bare(name)
                .toLowerCase(Locale.ROOT)
                .equals(Names.bare(other).toLowerCase(Locale.ROOT));
    }

    /** The column; its accessor takes any row, and gives the value. */
    Column column(Declaration<?, ?> declaration) {
        return column(declaration, requireNonNull(value), Column.Role.ID);
    }

    /** The column as a delete writes it. */
    public Column written(Declaration<?, ?> declaration) {
        return column(declaration, marking(), Column.Role.VERSIONED);
    }

    @SuppressWarnings("unchecked")
    private Column column(Declaration<?, ?> declaration, Object held, Column.Role role) {
        MethodHandle accessor =
                MethodHandles.dropArguments(MethodHandles.constant(Object.class, held), 0, Object.class);
        ColumnType<Object> type = (ColumnType<Object>) ColumnType.of(held.getClass());
        return new Column(
                declaration.name(), name, name, held.getClass(), type, role, accessor, role == Column.Role.ID);
    }

    /** What is wrong if a write of the row would set such a column, too; empty if none would. */
    static Optional<String> clash(Declaration<?, ?> declaration, List<Column> columns) {
        return declaration.fixed().stream()
                .flatMap(fixed -> columns.stream()
                        .filter(column -> column.role() != Column.Role.GENERATED && fixed.hasName(column.name()))
                        .map(column -> "the column " + fixed + " is fixed, so the component " + column.component()
                                + " cannot be written to it; declare it as generated, or leave it out"))
                .findFirst();
    }

    /** The value is no business of messages. */
    @Override
    public String toString() {
        return name;
    }
}
