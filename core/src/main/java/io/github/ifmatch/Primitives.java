package io.github.ifmatch;

import java.lang.invoke.MethodType;

/** Primitive classes and their wrappers. */
final class Primitives {

    private Primitives() {}

    /** The wrapper of a primitive class; any other class as it is. */
    static Class<?> wrapper(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** Whether this is the wrapper of a primitive class. */
    static boolean isWrapper(Class<?> type) {
        return MethodType.methodType(type).unwrap().returnType().isPrimitive();
    }
}
