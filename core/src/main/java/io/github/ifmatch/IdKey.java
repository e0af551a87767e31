package io.github.ifmatch;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ids by what they hold: arrays by their elements, numbers by their value whatever their scale. Two that a database holds to be
 * one by a rule of its own, such as a collation, differ here. Immutable.
 */
record IdKey(List<@Nullable Object> values) {

    static IdKey of(@Nullable Object[] idValues) {
        return new IdKey(keys(idValues));
    }

    private static List<@Nullable Object> keys(Object array) {
        List<@Nullable Object> keys = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            keys.add(key(Array.get(array, i)));
        }
        return keys;
    }

    private static @Nullable Object key(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        return value != null && value.getClass().isArray() ? keys(value) : value;
    }
}
