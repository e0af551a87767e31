package io.github.ifmatch.type;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Copies of values that can be changed in place. */
final class Values {

    private Values() {}

    /** An array or a date of its own, elements included; any other value as it is. */
    @SuppressWarnings({"unchecked", "JavaUtilDate"})
    static <T> T copy(T value) {
        if (value instanceof Date date) {
            return (T) date.clone();
        }
        return value.getClass().isArray() ? (T) copyOfArray(value) : value;
    }

    private static Object copyOfArray(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        if (copy instanceof @Nullable Object[] elements) {
            Arrays.setAll(elements, i -> copyOrNull(elements[i]));
        }
        return copy;
    }

    private static @Nullable Object copyOrNull(@Nullable Object value) {
        return value == null ? null : copy(value);
    }
}
