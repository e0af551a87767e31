package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.type.FixedTypes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;

/** Classes that are no records, and whose instances nothing can change either. */
final class FinalFields {

    private FinalFields() {}

    /** Whether no subclass can add to the class, and each of its fields is final, and of a type that cannot be changed. */
    static boolean areAll(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isArray() && areFixed(type);
    }

    private static boolean areFixed(Class<?> type) {
        Class<?> supertype = type.getSuperclass();
        return supertype == null
                || (Stream.of(type.getDeclaredFields()).allMatch(FinalFields::isFixed) && areFixed(supertype));
    }

    private static boolean isFixed(Field field) {
        int modifiers = field.getModifiers();
        return Modifier.isStatic(modifiers) || (Modifier.isFinal(modifiers) && FixedTypes.contains(field.getType()));
    }
}
