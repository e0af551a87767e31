package io.github.ifmatch.engine.mapping;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the type variables of a class's supertypes stand for in it: {@code Account extends Entity<Long>}. Immutable. */
final class TypeArguments {

    private final Map<TypeVariable<?>, Type> known = new HashMap<>();

    TypeArguments(Class<?> type) {
        add(type);
    }

    private void add(Class<?> type) {
        add(type.getGenericSuperclass());
        for (Type each : type.getGenericInterfaces()) {
            add(each);
        }
    }

    private void add(@Nullable Type supertype) {
        if (supertype instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            Type[] arguments = parameterized.getActualTypeArguments();
            for (int i = 0; i < arguments.length; i++) {
                known.put(raw.getTypeParameters()[i], arguments[i]);
            }
            add(raw);
        } else if (supertype instanceof Class<?> raw) {
            add(raw);
        }
    }

    /** What the method gives, generics included. */
    Type result(Method method) {
        return resolved(method.getGenericReturnType(), method.getReturnType());
    }

    /** What the method's one parameter takes, generics included. */
    Type parameter(Method method) {
        return resolved(method.getGenericParameterTypes()[0], method.getParameterTypes()[0]);
    }

    private Type resolved(Type type, Class<?> erased) {
        Type found = type;
        while (found instanceof TypeVariable<?> variable) {
            found = known.getOrDefault(variable, erased);
        }
        return found;
    }

    /** The class of a method's result. */
    Class<?> resultClass(Method method) {
        return erased(result(method), method.getReturnType());
    }

    /** The class of a method's one parameter. */
    Class<?> parameterClass(Method method) {
        return erased(parameter(method), method.getParameterTypes()[0]);
    }

    private static Class<?> erased(Type type, Class<?> otherwise) {
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        return type instanceof Class<?> found ? found : otherwise;
    }
}
