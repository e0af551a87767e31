package io.github.ifmatch.engine.mapping;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Shape;
import io.github.ifmatch.type.FixedTypes;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rows are made of, as method handles: of a record, of a data class ({@link KotlinRows}), or of what a {@link Shape}
 * describes. Immutable, if the shape's functions are.
 *
 * @param constructor takes all values, as {@code (Object[]) Object}
 * @param maker what refuses a row, in messages
 * @param origin the class, or the shape: what says whether two are the same
 */
record RowShape<R>(Class<R> rowType, List<Part> parts, MethodHandle constructor, String maker, Object origin) {

    private static final String CONSTRUCTOR = "the record's constructor";

    /**
     * One component.
     *
     * @param accessor takes the row and gives the value
     * @param isRequired whether null is none of its values, although its class knows null
     */
    record Part(
            String name,
            Class<?> type,
            Type genericType,
            AnnotatedElement annotations,
            MethodHandle accessor,
            boolean isRequired) {}

    /** The row, if it is of the class. */
    R check(R row, String name) {
        if (!rowType.isInstance(row)) {
            Object other = requireNonNull(row, name + " must not be null");
            throw new IllegalArgumentException(name + " must be a " + rowType.getName() + ": "
                    + other.getClass().getName());
        }
        return row;
    }

    List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    /** The shape of a record. */
    static <R> RowShape<R> ofRecord(Class<R> rowType) {
        List<Part> parts = Stream.of(rowType.getRecordComponents())
                .map(component -> part(rowType, component))
                .toList();
        return new RowShape<>(rowType, parts, Handles.constructor(rowType), CONSTRUCTOR, rowType);
    }

    private static Part part(Class<?> rowType, RecordComponent component) {
        return new Part(
                component.getName(),
                component.getType(),
                component.getGenericType(),
                new ComponentAnnotations(component),
                Handles.accessor(rowType, component),
                false);
    }

    /** A shape of somebody's own. */
    static <R> RowShape<R> of(Shape<R> shape) {
        List<Part> parts = shape.parts().stream()
                .map(part -> new Part(
                        part.name(),
                        part.type(),
                        part.genericType(),
                        part.annotations(),
                        Handles.accessor(part.accessor()),
                        false))
                .toList();
        Function<@Nullable Object[], ? extends R> constructor = shape.constructor();
        String maker = constructor instanceof HandleFunction<?, ?> found ? found.name() : CONSTRUCTOR;
        return new RowShape<>(shape.rowType(), parts, Handles.constructor(constructor), maker, shape);
    }

    /** Whether nothing can change a row in place. */
    boolean isFixed() {
        return FixedTypes.contains(rowType) || FinalFields.areAll(rowType);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowShape<?> shape && origin.equals(shape.origin);
    }

    @Override
    public int hashCode() {
        return rowType.hashCode();
    }
}
