package io.github.ifmatch.dialects;

import java.lang.reflect.Array;

/** Whose answer each row gets. Immutable. */
enum Misattribution {
    NONE,
    FIRST_TWO_SWAPPED,
    LAST_TWO_SWAPPED,
    OFF_BY_ONE,
    REVERSED;

    private int whose(int place, int size) {
        return switch (this) {
            case NONE -> place;
            case FIRST_TWO_SWAPPED -> size > 1 && place < 2 ? 1 - place : place;
            case LAST_TWO_SWAPPED -> size > 1 && place >= size - 2 ? 2 * size - 3 - place : place;
            case OFF_BY_ONE -> (place + 1) % size;
            case REVERSED -> size - 1 - place;
        };
    }

    /** A copy of the array, so attributed. */
    @SuppressWarnings("unchecked")
    <T> T of(T array) {
        int size = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), size);
        for (int place = 0; place < size; place++) {
            Array.set(copy, place, Array.get(array, whose(place, size)));
        }
        return (T) copy;
    }
}
