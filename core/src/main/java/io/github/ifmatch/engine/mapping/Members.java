package io.github.ifmatch.engine.mapping;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each instance of a class has, inherited or not, but for what every object has. Immutable.
 *
 * @param fields the superclass's first, as they are declared
 * @param methods the class's own first; without those that another one overrides, and those that only the compiler knows
 */
record Members(List<Field> fields, List<Method> methods) {

    /** A class that is not abstract; or an abstract one with the methods of its interfaces. */
    static Members of(Class<?> type) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            classes.add(each);
        }
        List<Field> fields = new ArrayList<>();
        for (Class<?> each : classes) {
            fields.addAll(
                    0,
                    Stream.of(each.getDeclaredFields()).filter(Members::isField).toList());
        }
        Map<List<Object>, Method> methods = new LinkedHashMap<>();
        classes.forEach(each -> addMethods(each, methods));
        if (Modifier.isAbstract(type.getModifiers())) {
            classes.forEach(each -> addInterfaces(each, methods));
        }
        return new Members(List.copyOf(fields), List.copyOf(methods.values()));
    }

    private static boolean isField(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
    }

    private static void addMethods(Class<?> type, Map<List<Object>, Method> methods) {
        for (Method method : type.getDeclaredMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
                methods.putIfAbsent(List.of(method.getName(), Arrays.asList(method.getParameterTypes())), method);
            }
        }
    }

    private static void addInterfaces(Class<?> type, Map<List<Object>, Method> methods) {
        for (Class<?> each : type.getInterfaces()) {
            addMethods(each, methods);
            addInterfaces(each, methods);
        }
    }

    /** The methods of any of these names, the first name's first. */
    List<Method> named(int parameters, String... names) {
        return Stream.of(names)
                .flatMap(name -> methods.stream()
                        .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters))
                .toList();
    }

    /** The fields of this name: a superclass may have one, too. */
    Stream<Field> field(String name) {
        return fields.stream().filter(field -> field.getName().equals(name));
    }
}
