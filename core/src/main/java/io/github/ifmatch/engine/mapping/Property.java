package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;

/**
 * A component that was found in a class. Immutable.
 *
 * @param getter takes the row and gives the value
 * @param step takes what becomes a row, and the value, and gives what to go on with
 */
record Property(
        String name,
        Class<?> type,
        Type genericType,
        AnnotatedElement annotations,
        MethodHandle getter,
        MethodHandle step) {

    Shape.Part part() {
        return new Shape.Part(name, type, genericType, annotations, new HandleFunction<>(getter, name));
    }

    /** {@code owner} → {@code Owner}. */
    static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
