package io.github.ifmatch.engine.mapping;

import static java.util.Comparator.comparingInt;

import io.github.ifmatch.MappingException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the properties of a JavaBean: public getters, each with a setter of its type. */
final class Beans {

    private final Class<?> type;
    private final Members members;
    private final TypeArguments arguments;
    private final Map<String, List<Method>> getters = new TreeMap<>();
    private final Map<String, List<Method>> setters = new TreeMap<>();
    private final List<Property> properties = new ArrayList<>();
    private final Map<String, String> unfit = new TreeMap<>();

    private Beans(Class<?> type) {
        this.type = type;
        this.members = Members.of(type);
        this.arguments = new TypeArguments(type);
        members.methods().forEach(this::sort);
    }

    static <R> FoundShape<R> shape(Class<R> type) {
        Constructor<?> constructor = constructor(type);
        Beans bean = new Beans(type);
        TreeSet<String> all = new TreeSet<>(bean.getters.keySet());
        all.addAll(bean.setters.keySet());
        all.forEach(bean::find);
        if (bean.properties.isEmpty() && bean.unfit.isEmpty()) {
            throw new MappingException(
                    type.getName() + " has no properties: each is a public getter and a setter of its type");
        }
        bean.properties.sort(
                comparingInt((Property property) -> bean.place(property.name())).thenComparing(Property::name));
        FoundShape.Maker maker = new FoundShape.Maker(
                Beans.class,
                "the constructor or a setter",
                PropertyHandles.newInstance(constructor),
                PropertyHandles.asItIs());
        return new FoundShape<>(type, bean.properties, bean.unfit, maker);
    }

    /** Whether it was meant for a bean: it can be made, and has a property. */
    static boolean isLikely(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers()) || noArguments(type).isEmpty()) {
            return false;
        }
        Beans bean = new Beans(type);
        return bean.getters.keySet().stream().anyMatch(bean.setters::containsKey);
    }

    private static Constructor<?> constructor(Class<?> type) {
        String name = type.getName();
        if (type.isRecord()) {
            throw new MappingException(
                    name + " is a record: Table.of(" + type.getSimpleName() + ".class, …) takes it as it is");
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new MappingException(name + " is " + (type.isInterface() ? "an interface" : "abstract")
                    + ", so no row can be made of it: name the class that the rows are of");
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            throw new MappingException(name + " is an inner class, so each row would need a "
                    + type.getEnclosingClass().getSimpleName() + ": make it static");
        }
        return noArguments(type)
                .orElseThrow(() -> new MappingException(name + " has no constructor without parameters: add one, which"
                        + " may be private, or use Shape.ofBuilder(…) or Shape.of(…)"));
    }

    private static Optional<Constructor<?>> noArguments(Class<?> type) {
        return Stream.of(type.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == 0)
                .findFirst();
    }

    private void sort(Method method) {
        String name = method.getName();
        Class<?> result = method.getReturnType();
        if (method.getParameterCount() == 0 && Modifier.isPublic(method.getModifiers())) {
            if (isPrefixed(name, "get") && result != void.class) {
                add(getters, name.substring(3), method);
            } else if (isPrefixed(name, "is") && Primitives.wrapper(result) == Boolean.class) {
                add(getters, name.substring(2), method);
            }
        } else if (method.getParameterCount() == 1 && isPrefixed(name, "set")) {
            if (result == void.class || result.isAssignableFrom(type)) {
                add(setters, name.substring(3), method);
            }
        }
    }

    /** {@code getOwner}, but not {@code getaway}. */
    private static boolean isPrefixed(String name, String prefix) {
        return name.startsWith(prefix)
                && name.length() > prefix.length()
                && !Character.isLowerCase(name.charAt(prefix.length()));
    }

    private static void add(Map<String, List<Method>> methods, String suffix, Method method) {
        methods.computeIfAbsent(suffix, none -> new ArrayList<>()).add(method);
    }

    private void find(String suffix) {
        List<Method> from = getters.getOrDefault(suffix, List.of());
        List<Method> to = setters.getOrDefault(suffix, List.of());
        for (Method getter : from) {
            for (Method setter : to) {
                if (arguments.resultClass(getter) == arguments.parameterClass(setter)) {
                    properties.add(property(name(suffix), getter, setter));
                    return;
                }
            }
        }
        if (!from.isEmpty()) {
            unfit.put(name(suffix), from.get(0).getName() + "() " + lacking(suffix, from.get(0), to));
        } else if (Modifier.isPublic(to.get(0).getModifiers())) {
            unfit.put(name(suffix), "set" + suffix + "(…) has no getter get" + suffix + "()");
        }
    }

    private String lacking(String suffix, Method getter, List<Method> to) {
        String given = arguments.resultClass(getter).getName();
        return to.isEmpty()
                ? "has no setter set" + suffix + "(" + given + ")"
                : "gives a " + given + ", but set" + suffix + "(…) takes a "
                        + arguments.parameterClass(to.get(0)).getName();
    }

    private Property property(String name, Method getter, Method setter) {
        return new Property(
                name,
                arguments.resultClass(getter),
                arguments.result(getter),
                ComponentAnnotations.of(
                        Stream.concat(members.field(name), Stream.of(getter, setter, setter.getParameters()[0]))),
                PropertyHandles.getter(getter),
                PropertyHandles.setter(setter));
    }

    /** The field's name where there is one ({@code aName}, of getAName); else as JavaBeans have it ({@code URL}, of getURL). */
    private String name(String suffix) {
        String field = Character.toLowerCase(suffix.charAt(0)) + suffix.substring(1);
        boolean isShouted = suffix.length() > 1
                && Character.isUpperCase(suffix.charAt(0))
                && Character.isUpperCase(suffix.charAt(1));
        return isShouted && members.field(field).findAny().isEmpty() ? suffix : field;
    }

    /** Where the property's field stands, or the flag {@code isOpen} of the property {@code open}; else behind all that have one. */
    private int place(String name) {
        List<String> fields = members.fields().stream().map(Field::getName).toList();
        int place = fields.indexOf(name);
        int flag = place < 0 ? fields.indexOf("is" + Property.capitalized(name)) : place;
        return flag < 0 ? Integer.MAX_VALUE : flag;
    }
}
