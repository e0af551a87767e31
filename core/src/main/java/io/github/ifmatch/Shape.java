package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a class are made of, where the class is no record: named components, and how a row is made of their
 * values.
 *
 * <pre>{@code
 * static final Table<Account, Long> ACCOUNTS = Table.of(
 *         Shape.of(Account.class, values -> new Account((long) values[0], (String) values[1], (long) values[2]))
 *                 .with("id", long.class, Account::id)
 *                 .with("owner", String.class, Account::owner)
 *                 .with("version", long.class, Account::version),
 *         Long.class);
 * }</pre>
 *
 * <p>Immutable, if its functions are.
 *
 * @param <R> the row
 */
public final class Shape<R> {

    /** One component. Its accessor takes the row and gives the value. */
    record Part(String name, Class<?> type, Type genericType, AnnotatedElement annotations, MethodHandle accessor) {}

    private final Class<R> rowType;
    private final List<Part> parts;
    private final MethodHandle constructor;
    private final boolean isRecord;

    private Shape(Class<R> rowType, List<Part> parts, MethodHandle constructor, boolean isRecord) {
        this.rowType = rowType;
        this.parts = parts;
        this.constructor = constructor;
        this.isRecord = isRecord;
    }

    /**
     * A shape without components, as yet.
     *
     * @param constructor takes the components' values, in the order of the components, and gives the row
     */
    public static <R> Shape<R> of(Class<R> rowType, Function<@Nullable Object[], ? extends R> constructor) {
        return new Shape<>(
                requireNonNull(rowType, "rowType must not be null"),
                List.of(),
                Handles.constructor(requireNonNull(constructor, "constructor must not be null")),
                false);
    }

    /** The shape of a record. */
    static <R> Shape<R> ofRecord(Class<R> rowType) {
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : rowType.getRecordComponents()) {
            parts.add(new Part(
                    component.getName(),
                    component.getType(),
                    component.getGenericType(),
                    new ComponentAnnotations(component),
                    Handles.accessor(rowType, component)));
        }
        return new Shape<>(rowType, List.copyOf(parts), Handles.constructor(rowType), true);
    }

    /**
     * The shape with one component more.
     *
     * @throws IllegalArgumentException if there is one of this name
     */
    public <T> Shape<R> with(String name, Class<T> type, Function<? super R, ? extends @Nullable T> accessor) {
        return with(name, type, type, requireNonNull(type, "type must not be null"), accessor);
    }

    /**
     * The shape with one component more, whose type is generic or which carries annotations.
     *
     * @param annotations as {@link ColumnTypes} may want to see them
     * @throws IllegalArgumentException if there is one of this name
     */
    public <T> Shape<R> with(
            String name,
            Class<T> type,
            Type genericType,
            AnnotatedElement annotations,
            Function<? super R, ? extends @Nullable T> accessor) {
        requireNonNull(name, "name must not be null");
        if (parts.stream().anyMatch(part -> part.name().equals(name))) {
            throw new IllegalArgumentException("name must be new to the shape: " + name);
        }
        List<Part> more = new ArrayList<>(parts);
        more.add(new Part(
                name,
                requireNonNull(type, "type must not be null"),
                requireNonNull(genericType, "genericType must not be null"),
                requireNonNull(annotations, "annotations must not be null"),
                Handles.accessor(requireNonNull(accessor, "accessor must not be null"))));
        return new Shape<>(rowType, List.copyOf(more), constructor, false);
    }

    /** The row's class. */
    public Class<R> rowType() {
        return rowType;
    }

    List<Part> parts() {
        return parts;
    }

    /** Takes all values, as {@code (Object[]) Object}. */
    MethodHandle constructor() {
        return constructor;
    }

    /** Two records' shapes are equal if the record is the same; others count by identity. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Shape<?> shape && isSameRecord(shape));
    }

    private boolean isSameRecord(Shape<?> other) {
        return isRecord && other.isRecord && rowType == other.rowType;
    }

    @Override
    public int hashCode() {
        return rowType.hashCode();
    }

    /** What the class and its components are called. */
    @Override
    public String toString() {
        return rowType.getSimpleName()
                + Arrays.toString(parts.stream().map(Part::name).toArray());
    }
}
