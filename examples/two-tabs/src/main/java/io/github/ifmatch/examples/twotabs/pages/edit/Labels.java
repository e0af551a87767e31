package io.github.ifmatch.examples.twotabs.pages.edit;

import java.util.Arrays;
import java.util.function.Function;

/** What people call the values of an enum. */
final class Labels {

    private Labels() {}

    /** The label of the value with this name; the name itself, if there is no such value. */
    static <E extends Enum<E>> String of(E[] values, Function<E, String> label, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .map(label)
                .orElse(name);
    }
}
