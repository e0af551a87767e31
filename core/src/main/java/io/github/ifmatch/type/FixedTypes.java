package io.github.ifmatch.type;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** The classes of which it is known that nothing can change an instance in place. Thread-safe. */
public final class FixedTypes {

    private static final Set<Class<?>> KNOWN = Set.of(
            Boolean.class,
            Byte.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class);

    private FixedTypes() {}

    /** Whether the class is one of them: a number, a text, a point in time, an enum, or a record of nothing else. */
    public static boolean contains(Class<?> type) {
        return contains(type, new HashSet<>());
    }

    /** A record may hold another of its own class: it does not decide. */
    private static boolean contains(Class<?> type, Set<Class<?>> seen) {
        if (type.isPrimitive() || type.isEnum() || KNOWN.contains(type)) {
            return true;
        }
        if (type.getPackageName().equals("java.time")) {
            return true;
        }
        return type.isRecord() && (!seen.add(type) || isOfFixed(type, seen));
    }

    private static boolean isOfFixed(Class<?> recordType, Set<Class<?>> seen) {
        for (RecordComponent component : recordType.getRecordComponents()) {
            if (!contains(component.getType(), seen)) {
                return false;
            }
        }
        return true;
    }
}
