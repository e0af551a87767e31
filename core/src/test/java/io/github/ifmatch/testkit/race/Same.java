package io.github.ifmatch.testkit.race;

import java.util.Objects;

/** Whether two values are the same to people: decimals by number, not by scale. */
final class Same {

    private Same() {}

    @SuppressWarnings("unchecked")
    static boolean is(Object one, Object other) {
        if (one instanceof Comparable<?> comparable && other != null && one.getClass() == other.getClass()) {
            return ((Comparable<Object>) comparable).compareTo(other) == 0;
        }
        return Objects.deepEquals(one, other);
    }
}
