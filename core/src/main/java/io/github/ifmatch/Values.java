package io.github.ifmatch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values for people to read, where the caller asked for them. */
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
}
