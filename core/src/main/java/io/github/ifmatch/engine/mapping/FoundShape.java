package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Shape;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The components that were found in a class, and how a row is made of their values. Immutable, if a builder's supplier is. */
public final class FoundShape<R> {

    /**
     * What makes a row, step by step.
     *
     * @param kind what says whether two are the same
     * @param name what refuses a row, in messages
     * @param start gives the object to begin with
     * @param finish makes the row of what became of it
     */
    record Maker(Object kind, String name, MethodHandle start, MethodHandle finish) {}

    private final Class<R> rowType;
    private final List<Property> properties;
    private final Map<String, String> unfit;
    private final Maker maker;

    /**
     * @param unfit what is wrong with the other properties, by name
     */
    FoundShape(Class<R> rowType, List<Property> properties, Map<String, String> unfit, Maker maker) {
        this.rowType = rowType;
        this.properties = List.copyOf(properties);
        this.unfit = new TreeMap<>(unfit);
        this.maker = maker;
    }

    /** Of a class with getters and setters. */
    public static <R> FoundShape<R> ofBean(Class<R> rowType) {
        return Beans.shape(rowType);
    }

    /** Of a class whose rows a builder makes. */
    public static <R> FoundShape<R> ofBuilder(Class<R> rowType, Supplier<?> builder) {
        return Builders.shape(rowType, builder);
    }

    /** The same without some of its properties, whether they fit or not. */
    public FoundShape<R> without(List<String> names) {
        List<String> all = names();
        for (String name : names) {
            if (!all.contains(name)) {
                throw new IllegalArgumentException("name must be a property of " + rowType.getName() + " ("
                        + String.join(", ", all) + "): " + name);
            }
        }
        Map<String, String> stillUnfit = new TreeMap<>(unfit);
        names.forEach(stillUnfit::remove);
        List<Property> kept = properties.stream()
                .filter(property -> !names.contains(property.name()))
                .toList();
        return new FoundShape<>(rowType, kept, stillUnfit, maker);
    }

    /** What was found, whether it fits or not. */
    public List<String> names() {
        List<String> names =
                new ArrayList<>(properties.stream().map(Property::name).toList());
        names.addAll(unfit.keySet());
        return names;
    }

    public Class<R> rowType() {
        return rowType;
    }

    /** The components, if all that was found fits. */
    public List<Shape.Part> parts() {
        requireFit();
        return properties.stream().map(Property::part).toList();
    }

    /** What makes a row of their values, if all that was found fits. */
    public Function<@Nullable Object[], R> constructor() {
        requireFit();
        MethodHandle make = PropertyHandles.maker(
                maker.start(), properties.stream().map(Property::step).toList(), maker.finish());
        return new HandleFunction<>(make, maker.name());
    }

    private void requireFit() {
        if (!unfit.isEmpty()) {
            String names =
                    unfit.keySet().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
            throw new MappingException(rowType.getName() + ": " + String.join("; ", unfit.values())
                    + ". Mend that, or leave out what is no column: without(" + names + ")");
        }
        if (properties.isEmpty()) {
            throw new MappingException(rowType.getName() + ": no property is left");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FoundShape<?> shape
                && rowType == shape.rowType
                && maker.kind().equals(shape.maker.kind())
                && names().equals(shape.names());
    }

    @Override
    public int hashCode() {
        return rowType.hashCode();
    }
}
