package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.engine.mapping.FoundShape;
import io.github.ifmatch.type.ColumnTypes;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a class are made of, where the class is no record: named components, and how a row is made of their
 * values.
 *
 * <p>They are found in a bean ({@link #ofBean}) and in a class with a builder ({@link #ofBuilder}):
 *
 * <pre>{@code
 * static final Table<Account, Long> ACCOUNTS = Table.of(Shape.ofBean(Account.class), Long.class);
 * }</pre>
 *
 * <p>Of any other class, say what they are:
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
    private final @Nullable Function<@Nullable Object[], ? extends R> constructor;
    private final @Nullable FoundShape<R> found;

    private Shape(Class<R> rowType, List<Part> parts, Function<@Nullable Object[], ? extends R> constructor) {
        this.rowType = rowType;
        this.parts = parts;
        this.constructor = constructor;
        this.found = null;
    }

    private Shape(FoundShape<R> found) {
        this.rowType = found.rowType();
        this.parts = List.of();
        this.constructor = null;
        this.found = found;
    }

    /**
     * The shape of a JavaBean: its public getters ({@code getOwner}, {@code isOpen}), each with a setter of the same type.
     *
     * <p>Setters and the constructor without parameters may be private; a setter may return the bean. The components are in
     * the order of the fields of their names, a superclass's first; those without such a field come last, by name. What has a
     * getter or a public setter alone is refused when the shape is used, unless it is left out: {@link #without}.
     *
     * <p>A bean that is passed in is never changed. Each row that comes back is a new one, made by the constructor and all
     * setters, in the order of the components: rows that are read, written, and copied, too.
     *
     * @throws MappingException if the class is a record, abstract, an interface or an inner class, has no constructor without
     *     parameters or no property, or is in a package that its module does not open to {@code io.github.ifmatch}
     */
    public static <R> Shape<R> ofBean(Class<R> rowType) {
        return new Shape<>(FoundShape.ofBean(requireNonNull(rowType, "rowType must not be null")));
    }

    /**
     * The shape of a class whose rows a builder makes, as Lombok, Immutables and AutoValue write them.
     *
     * <pre>{@code
     * Shape.ofBuilder(Account.class, Account::builder)
     * }</pre>
     *
     * <p>The components are the class's fields, in order, a superclass's first, without {@code transient} ones; of an abstract
     * class or an interface they are the abstract accessors, by name. Each needs an accessor ({@code owner()}, {@code
     * getOwner()}, {@code isOpen()}) and a method of the builder ({@code owner(…)}, {@code setOwner(…)}, {@code withOwner(…)}),
     * neither of them private; else it is refused when the shape is used, unless it is left out: {@link #without}. {@code
     * build()} makes the row.
     *
     * <p>A NULL column is given to the builder as null: a default of the builder's would pass for what is stored.
     *
     * @param builder gives a new builder for each row; asked for one at once, to see what it can do
     * @throws MappingException if the builder has no {@code build()} that gives such a row, the class has no components, or is
     *     in a package that its module does not open to {@code io.github.ifmatch}
     */
    public static <R> Shape<R> ofBuilder(Class<R> rowType, Supplier<?> builder) {
        requireNonNull(rowType, "rowType must not be null");
        return new Shape<>(FoundShape.ofBuilder(rowType, requireNonNull(builder, "builder must not be null")));
    }

    /**
     * The shape without some of the properties that were found: what is computed, or in no column.
     *
     * <p>In each row that comes back they are what the constructor or the builder makes them, whatever they were in the row
     * that was passed in.
     *
     * @throws IllegalArgumentException if there is no such property, or the shape was not found but described
     */
    public Shape<R> without(String... names) {
        for (String name : requireNonNull(names, "names must not be null")) {
            requireNonNull(name, "name must not be null");
        }
        if (found == null) {
            throw new IllegalArgumentException("names must be of a shape that was found: leave out with(…) instead");
        }
        return new Shape<>(found.without(List.of(names)));
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
     * @throws IllegalArgumentException if there is one of this name, or the components were found in the class
     */
    public <T> Shape<R> with(String name, Class<T> type, Function<? super R, ? extends @Nullable T> accessor) {
        return with(name, type, type, requireNonNull(type, "type must not be null"), accessor);
    }

    /**
     * The shape with one component more, whose type is generic or which carries annotations.
     *
     * @param annotations as {@link ColumnTypes} may want to see them
     * @throws IllegalArgumentException if there is one of this name, or the components were found in the class
     */
    public <T> Shape<R> with(
            String name,
            Class<T> type,
            Type genericType,
            AnnotatedElement annotations,
            Function<? super R, ? extends @Nullable T> accessor) {
        requireNonNull(name, "name must not be null");
        if (constructor == null) {
            throw new IllegalArgumentException("name must be a property of " + rowType.getName() + ": " + name);
        }
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

    /**
     * The components, in order.
     *
     * @throws MappingException if a property that was found does not fit, and is not left out
     */
    public List<Part> parts() {
        return found == null ? parts : found.parts();
    }

    /**
     * What makes a row of all components' values.
     *
     * @throws MappingException if a property that was found does not fit, and is not left out
     */
    public Function<@Nullable Object[], ? extends R> constructor() {
        return found == null ? requireNonNull(constructor) : found.constructor();
    }

    /** Two shapes are equal if they were found in one class, by one builder, and leave out the same; any other equals only itself. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (found != null && other instanceof Shape<?> shape && found.equals(shape.found));
    }

    @Override
    public int hashCode() {
        return rowType.hashCode();
    }

    /** What the class and its components are called. */
    @Override
    public String toString() {
        List<String> names = found == null ? parts.stream().map(Part::name).toList() : found.names();
        return rowType.getSimpleName() + names;
    }
}
