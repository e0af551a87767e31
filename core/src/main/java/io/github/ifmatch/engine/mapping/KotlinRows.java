package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.MappingException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows that are of a Kotlin data class: its components are the parameters of its primary constructor.
 *
 * <p>Their names and nullness are read from {@link KotlinMetadata}; their values from {@code component1}, {@code component2}, and so
 * on, which the language defines as the parameters in order; and the constructor is the one that takes just their types. A field of
 * each parameter's name and type must be there, too: otherwise nothing is taken for certain.
 */
final class KotlinRows {

    /** Of an internal component the module is part of the name; of a value class a hash, behind a hyphen. */
    private static final String SUFFIX = "([$-].*)?";

    private KotlinRows() {}

    /** The shape of a data class; empty if it is none. */
    static <R> Optional<RowShape<R>> shape(Class<R> type) {
        try {
            return KotlinMetadata.of(type)
                    .filter(KotlinMetadata::isData)
                    .map(metadata -> shape(type, metadata.parameters()));
        } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
            throw new MappingException(
                    type.getName()
                            + " is a Kotlin class, but what its compiler wrote of its constructor cannot be read: "
                            + "describe it, Table.of(Shape.of(…), …)",
                    e);
        }
    }

    private static <R> RowShape<R> shape(Class<R> type, List<KotlinMetadata.Parameter> parameters) {
        Members members = Members.of(type);
        List<Method> components = IntStream.rangeClosed(1, parameters.size())
                .mapToObj(number -> component(type, members, number, parameters.get(number - 1)))
                .toList();
        Class<?>[] types = components.stream().map(Method::getReturnType).toArray(Class<?>[]::new);
        Constructor<?> constructor = Stream.of(type.getDeclaredConstructors())
                .filter(each -> Arrays.equals(each.getParameterTypes(), types))
                .findFirst()
                .orElseThrow(() -> unproven(type, "no constructor takes just its components"));
        TypeArguments arguments = new TypeArguments(type);
        List<RowShape.Part> parts = IntStream.range(0, types.length)
                .mapToObj(i -> part(parameters.get(i), components.get(i), constructor, i, arguments, members))
                .toList();
        return new RowShape<>(type, parts, Handles.constructor(constructor), "the primary constructor", type);
    }

    private static Method component(Class<?> type, Members members, int number, KotlinMetadata.Parameter parameter) {
        Pattern name = Pattern.compile("component" + number + SUFFIX);
        Method component = members.methods().stream()
                .filter(method -> method.getParameterCount() == 0
                        && name.matcher(method.getName()).matches())
                .findFirst()
                .orElseThrow(() -> unproven(type, "it has no component" + number));
        if (component.getName().contains("-")) {
            throw new MappingException(type.getName() + ": the type of " + parameter.name()
                    + " is a value class, which is lost in Java: give it the type inside, or describe the row,"
                    + " Table.of(Shape.of(…), …)");
        }
        if (members.field(parameter.name()).map(Field::getType).noneMatch(component.getReturnType()::equals)) {
            throw unproven(type, "it has no field " + parameter.name());
        }
        return component;
    }

    private static RowShape.Part part(
            KotlinMetadata.Parameter parameter,
            Method component,
            Constructor<?> constructor,
            int place,
            TypeArguments arguments,
            Members members) {
        return new RowShape.Part(
                parameter.name(),
                component.getReturnType(),
                arguments.result(component),
                ComponentAnnotations.of(Stream.of(
                                members.field(parameter.name()),
                                members.named(0, "get" + Property.capitalized(parameter.name())).stream(),
                                Stream.of(constructor.getParameters()[place]))
                        .flatMap(each -> each)),
                PropertyHandles.getter(component),
                !parameter.isNullable());
    }

    private static MappingException unproven(Class<?> type, String problem) {
        return new MappingException(
                type.getName() + " is a Kotlin data class, but " + problem + ": describe it, Table.of(Shape.of(…), …)");
    }
}
