package io.github.ifmatch.engine.mapping;

import java.lang.invoke.MethodHandle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A method handle where a shape has a function: the mapping calls the handle itself. Immutable.
 *
 * @param handle {@code (Object) Object} on a row, or {@code (Object[]) Object} on all values
 * @param name what it is, for messages
 */
record HandleFunction<T, V extends @Nullable Object>(MethodHandle handle, String name) implements Function<T, V> {

    @Override
    @SuppressWarnings("unchecked")
    public V apply(T value) {
        try {
            Object result = handle.invoke((Object) value);
            return (V) result;
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
