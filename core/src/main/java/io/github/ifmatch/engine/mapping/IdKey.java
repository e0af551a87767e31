package io.github.ifmatch.engine.mapping;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An id as far as Java can compare it: bytes and arrays by content, decimals by number, moments whatever their offset. Ids
 * with one key are one to every database; whether two with different keys are, mostly only the database knows. Immutable.
 */
public record IdKey(@Nullable Object value) {

    /** The values of several columns. */
    private record Columns(List<@Nullable Object> values) {}

    public static IdKey of(@Nullable Object[] idValues) {
        if (idValues.length == 1) {
            return new IdKey(comparable(idValues[0]));
        }
        List<@Nullable Object> values = new ArrayList<>(idValues.length);
        for (@Nullable Object value : idValues) {
            values.add(comparable(value));
        }
        return new IdKey(new Columns(values));
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (IdOrder.isIntegral(value)) {
            return value; // as most are
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes.clone());
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        return value != null && value.getClass().isArray() ? elements(value) : value;
    }

    private static List<@Nullable Object> elements(Object array) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(comparable(Array.get(array, i)));
        }
        return elements;
    }

    /** The same for ids that differ in the case of letters and in blanks alone, which many a database takes for one. */
    int looseHash() {
        return value instanceof Columns columns
                ? columns.values().stream().map(IdKey::loose).toList().hashCode()
                : Objects.hashCode(loose(value));
    }

    private static @Nullable Object loose(@Nullable Object value) {
        return value instanceof String text ? text.strip().toLowerCase(Locale.ROOT) : value;
    }

    /** Whether ids with different keys differ to every database, too. */
    public boolean isExact() {
        return value instanceof Columns columns ? columns.values().stream().allMatch(IdKey::isExact) : isExact(value);
    }

    private static boolean isExact(@Nullable Object value) {
        return IdOrder.isIntegral(value) || value instanceof UUID || value instanceof ByteBuffer;
    }
}
