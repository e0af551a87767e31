package io.github.ifmatch.engine.mapping;

import static java.util.Comparator.comparing;

import io.github.ifmatch.MappingException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the components of a class whose rows a builder makes: its fields, or, of an abstract one, its abstract accessors. Each
 * has an accessor, and a method of the builder.
 */
final class Builders {

    /** Abstract methods that no component is made of. */
    private static final Set<String> NO_ACCESSORS = Set.of("hashCode", "toString", "toBuilder");

    private final Members row;
    private final Members builder;
    private final Class<?> builderType;
    private final TypeArguments rowArguments;
    private final TypeArguments builderArguments;
    private final List<Property> properties = new ArrayList<>();
    private final Map<String, String> unfit = new TreeMap<>();

    private Builders(Class<?> type, Class<?> builderType) {
        this.row = Members.of(type);
        this.builder = Members.of(builderType);
        this.builderType = builderType;
        this.rowArguments = new TypeArguments(type);
        this.builderArguments = new TypeArguments(builderType);
    }

    static <R> FoundShape<R> shape(Class<R> type, Supplier<?> supplier) {
        Object first = supplier.get();
        if (first == null) {
            throw new MappingException(type.getName() + ": the supplier gives no builder, but null");
        }
        Class<?> builderType = first.getClass();
        Method build = build(type, builderType)
                .orElseThrow(() -> new MappingException(type.getName() + ": its builder, " + builderType.getName()
                        + ", has no method build() that gives a " + type.getSimpleName()));
        Builders found = new Builders(type, builderType);
        found.names(type).forEach(found::find);
        if (found.properties.isEmpty() && found.unfit.isEmpty()) {
            throw new MappingException(type.getName() + " has no fields, and no abstract accessors");
        }
        FoundShape.Maker maker = new FoundShape.Maker(
                supplier, "the builder", PropertyHandles.supplied(supplier), PropertyHandles.getter(build));
        return new FoundShape<>(type, found.properties, found.unfit, maker);
    }

    /** The static method of a class that gives a builder of it, if it has one. */
    static Optional<Method> factory(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && isVisible(method))
                .filter(method -> method.getParameterCount() == 0
                        && Set.of("builder", "newBuilder").contains(method.getName()))
                .filter(method -> build(type, method.getReturnType()).isPresent())
                .min(comparing(Method::getName));
    }

    private static Optional<Method> build(Class<?> type, Class<?> builderType) {
        TypeArguments arguments = new TypeArguments(builderType);
        return Members.of(builderType).named(0, "build").stream()
                .filter(method -> isVisible(method) && type.isAssignableFrom(arguments.resultClass(method)))
                .findFirst();
    }

    private static boolean isVisible(Method method) {
        return !Modifier.isPrivate(method.getModifiers());
    }

    /** Fields have an order, methods have none that stays. */
    private Stream<String> names(Class<?> type) {
        if (!Modifier.isAbstract(type.getModifiers())) {
            return row.fields().stream()
                    .filter(field -> !Modifier.isTransient(field.getModifiers()))
                    .map(Field::getName);
        }
        return row.methods().stream()
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && isAccessor(method))
                .filter(method -> !NO_ACCESSORS.contains(method.getName()))
                .map(method -> name(method.getName()))
                .sorted();
    }

    private static boolean isAccessor(Method method) {
        return method.getParameterCount() == 0 && method.getReturnType() != void.class && isVisible(method);
    }

    /** {@code owner} of {@code getOwner}, unless the builder knows it by the longer name. */
    private String name(String accessor) {
        for (String prefix : List.of("get", "is")) {
            if (accessor.startsWith(prefix)
                    && accessor.length() > prefix.length()
                    && Character.isUpperCase(accessor.charAt(prefix.length()))
                    && setters(accessor).isEmpty()) {
                String rest = accessor.substring(prefix.length());
                return Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
            }
        }
        return accessor;
    }

    private List<Method> setters(String name) {
        String suffix = Property.capitalized(name);
        return builder.named(1, name, "set" + suffix, "with" + suffix).stream()
                .filter(Builders::isVisible)
                .filter(method -> method.getReturnType() == void.class
                        || method.getReturnType().isAssignableFrom(builderType))
                .toList();
    }

    private void find(String name) {
        String suffix = Property.capitalized(name);
        Optional<Method> accessor = row.named(0, name, "get" + suffix, "is" + suffix).stream()
                .filter(Builders::isAccessor)
                .findFirst();
        if (accessor.isEmpty()) {
            unfit.put(name, "there is no accessor " + name + "() or get" + suffix + "()");
            return;
        }
        Class<?> type = rowArguments.resultClass(accessor.get());
        List<Method> all = setters(name);
        setter(all, type)
                .ifPresentOrElse(
                        setter -> properties.add(property(name, accessor.get(), setter)),
                        () -> unfit.put(name, lacking(name, accessor.get().getName(), type, all)));
    }

    /** The one that takes just the type, or else one that takes more: a {@code Collection} where the row has a {@code List}. */
    private Optional<Method> setter(List<Method> all, Class<?> type) {
        return all.stream()
                .filter(method -> builderArguments.parameterClass(method) == type)
                .findFirst()
                .or(() -> all.stream()
                        .filter(method ->
                                builderArguments.parameterClass(method).isAssignableFrom(Primitives.wrapper(type)))
                        .findFirst());
    }

    private String lacking(String name, String accessor, Class<?> type, List<Method> all) {
        String suffix = Property.capitalized(name);
        return all.isEmpty()
                ? "the builder has no " + name + "(" + type.getName() + "), set" + suffix + "(…) or with" + suffix
                        + "(…)"
                : accessor + "() gives a " + type.getName() + ", but the builder's "
                        + all.get(0).getName() + "(…) takes a "
                        + builderArguments.parameterClass(all.get(0)).getName();
    }

    private Property property(String name, Method accessor, Method setter) {
        Stream<AnnotatedElement> annotated =
                Stream.concat(row.field(name), Stream.of(accessor, setter, setter.getParameters()[0]));
        return new Property(
                name,
                rowArguments.resultClass(accessor),
                rowArguments.result(accessor),
                ComponentAnnotations.of(annotated),
                PropertyHandles.getter(accessor),
                PropertyHandles.step(setter));
    }
}
