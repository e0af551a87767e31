package io.github.ifmatch.engine.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;

/** Method handles on the properties of a class, and on what makes a row of their values. Made once, when a table is declared. */
final class PropertyHandles {

    private static final MethodType START = MethodType.methodType(Object.class);
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType SETTER = MethodType.methodType(Object.class, Object.class, Object.class);
    private static final MethodHandle FIRST =
            MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Object.class);
    private static final MethodHandle GET = supplierGet();

    private PropertyHandles() {}

    private static MethodHandle supplierGet() {
        try {
            return MethodHandles.lookup().findVirtual(Supplier.class, "get", START);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a method without parameters gives, as {@code (Object) Object}. */
    static MethodHandle getter(Method method) {
        return unreflect(method).asType(GETTER);
    }

    /** A bean's setter, as {@code (Object, Object) Object}: whatever it returns, the bean is what to go on with. */
    static MethodHandle setter(Method method) {
        MethodHandle set = unreflect(method).asType(SETTER.changeReturnType(void.class));
        return MethodHandles.foldArguments(FIRST, set);
    }

    /** A builder's method, as {@code (Object, Object) Object}: what it returns is the builder to go on with. */
    static MethodHandle step(Method method) {
        return method.getReturnType() == void.class
                ? setter(method)
                : unreflect(method).asType(SETTER);
    }

    /** A new object, as {@code () Object}. */
    static MethodHandle newInstance(Constructor<?> constructor) {
        Class<?> type = constructor.getDeclaringClass();
        try {
            return Handles.lookup(type).unreflectConstructor(constructor).asType(START);
        } catch (IllegalAccessException e) {
            throw Handles.closed(type, e);
        }
    }

    /** What the supplier gives, as {@code () Object}. */
    static MethodHandle supplied(Supplier<?> supplier) {
        return GET.bindTo(supplier);
    }

    /** The object as it is, as {@code (Object) Object}. */
    static MethodHandle asItIs() {
        return MethodHandles.identity(Object.class);
    }

    /**
     * Begins with a new object, takes it through all steps, each with its value, and gives what the last one makes of it, as
     * {@code (Object[]) Object}.
     */
    static MethodHandle maker(MethodHandle start, List<MethodHandle> steps, MethodHandle finish) {
        MethodHandle all = MethodHandles.dropArguments(start, 0, Object[].class);
        for (int i = 0; i < steps.size(); i++) {
            MethodHandle value = MethodHandles.insertArguments(MethodHandles.arrayElementGetter(Object[].class), 1, i);
            all = MethodHandles.foldArguments(MethodHandles.filterArguments(steps.get(i), 1, value), all);
        }
        return MethodHandles.filterReturnValue(all, finish);
    }

    private static MethodHandle unreflect(Method method) {
        Class<?> type = method.getDeclaringClass();
        try {
            return Handles.lookup(type).unreflect(method);
        } catch (IllegalAccessException e) {
            throw Handles.closed(type, e);
        }
    }
}
