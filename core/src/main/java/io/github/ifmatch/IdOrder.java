package io.github.ifmatch;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order in which ids are locked, the same in every client: column by column, by the values' own order where they have
 * one, else by their text. An id that the database is still to give, which has no values, comes first.
 */
final class IdOrder implements Comparator<@Nullable Object[]> {

    static final IdOrder ASCENDING = new IdOrder();

    private IdOrder() {}

    @Override
    public int compare(@Nullable Object[] one, @Nullable Object[] other) {
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            int order = compareValues(one[i], other[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.length, other.length);
    }

    @SuppressWarnings("unchecked")
    private static int compareValues(@Nullable Object one, @Nullable Object other) {
        return one instanceof Comparable<?> comparable && other != null && one.getClass() == other.getClass()
                ? ((Comparable<Object>) comparable).compareTo(other)
                : String.valueOf(one).compareTo(String.valueOf(other));
    }
}
