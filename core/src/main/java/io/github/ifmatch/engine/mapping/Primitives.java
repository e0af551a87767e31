package io.github.ifmatch.engine.mapping;

import java.util.Map;

/** Primitive classes and their wrappers. */
public final class Primitives {

    private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            char.class, Character.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private Primitives() {}

    /** The wrapper of a primitive class; any other class as it is. ({@code long.class} is a {@code Class<Long>}, too.) */
    @SuppressWarnings("unchecked")
    public static <T> Class<T> wrapper(Class<T> type) {
        return type.isPrimitive() ? (Class<T>) WRAPPERS.getOrDefault(type, type) : type;
    }

    /** Whether this is the wrapper of a primitive class. */
    public static boolean isWrapper(Class<?> type) {
        return WRAPPERS.containsValue(type);
    }
}
