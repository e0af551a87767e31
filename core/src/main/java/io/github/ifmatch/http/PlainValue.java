package io.github.ifmatch.http;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column's value as JSON has it: string, number, boolean, list or null. */
final class PlainValue {

    private PlainValue() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || isNumber(value)) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(of(Array.get(value, i)));
            }
            return elements;
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** The numbers that JSON can write: not NaN, nor the infinities. */
    private static boolean isNumber(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || (value instanceof Double d && Double.isFinite(d))
                || (value instanceof Float f && Float.isFinite(f));
    }
}
