package io.github.ifmatch;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Values for people to read, where the caller asked for them, and copies of those that can be changed in place. */
final class Values {

    private Values() {}

    /** Arrays by their elements. */
    static String text(@Nullable Object value) {
        if (value != null && value.getClass().isArray()) {
            String wrapped = Arrays.deepToString(new Object[] {value});
            return wrapped.substring(1, wrapped.length() - 1);
        }
        return String.valueOf(value);
    }

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
