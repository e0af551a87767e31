package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.type.ColumnTypes;
import java.lang.reflect.AnnotatedElement;
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

    /**
     * One component.
     *
     * <p>Immutable, if its accessor is.
     *
     * @param accessor takes the row and gives the value
     */
    public record Part(
            String name, Class<?> type, Type genericType, AnnotatedElement annotations, Function<?, ?> accessor) {}

    private final Class<R> rowType;
    private final List<Part> parts;
    private final Function<@Nullable Object[], ? extends R> constructor;

    private Shape(Class<R> rowType, List<Part> parts, Function<@Nullable Object[], ? extends R> constructor) {
        this.rowType = rowType;
        this.parts = parts;
        this.constructor = constructor;
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
                requireNonNull(constructor, "constructor must not be null"));
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
                requireNonNull(accessor, "accessor must not be null")));
        return new Shape<>(rowType, List.copyOf(more), constructor);
    }

    /** The row's class. */
    public Class<R> rowType() {
        return rowType;
    }

    /** The components, in order. */
    public List<Part> parts() {
        return parts;
    }

    /** What makes a row of all components' values. */
    public Function<@Nullable Object[], ? extends R> constructor() {
        return constructor;
    }

    /** What the class and its components are called. */
    @Override
    public String toString() {
        return rowType.getSimpleName()
                + Arrays.toString(parts.stream().map(Part::name).toArray());
    }
}
