package io.github.ifmatch;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Unions of two changes of one set. */
final class Unions {

    private Unions() {}

    static <E> Set<E> union(@Nullable Set<E> base, @Nullable Set<E> mine, @Nullable Set<E> theirs) {
        Set<E> was = copy(base);
        Set<E> wanted = copy(mine);
        Set<E> union = copy(theirs);
        was.stream().filter(element -> !wanted.contains(element)).forEach(union::remove);
        wanted.stream().filter(element -> !was.contains(element)).forEach(union::add);
        return union;
    }

    /** Immutable sets throw when they are asked for null. */
    private static <E> Set<E> copy(@Nullable Set<E> elements) {
        return elements == null ? new LinkedHashSet<>() : new LinkedHashSet<>(elements);
    }

    static <E> E @Nullable [] unionOfArrays(E @Nullable [] base, E @Nullable [] mine, E @Nullable [] theirs) {
        E[] sample = mine != null ? mine : theirs;
        return sample == null ? null : union(set(base), set(mine), set(theirs)).toArray(Arrays.copyOf(sample, 0));
    }

    private static <E> Set<E> set(E @Nullable [] elements) {
        return new LinkedHashSet<>(elements == null ? List.of() : Arrays.asList(elements));
    }
}
