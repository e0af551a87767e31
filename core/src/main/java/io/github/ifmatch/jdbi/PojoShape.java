package io.github.ifmatch.jdbi;

import io.github.ifmatch.Shape;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.annotation.JdbiProperty;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.mapper.reflect.internal.BeanPropertiesFactory;
import org.jdbi.v3.core.mapper.reflect.internal.PojoProperties;
import org.jdbi.v3.core.mapper.reflect.internal.PojoProperties.PojoBuilder;
import org.jdbi.v3.core.mapper.reflect.internal.PojoProperties.PojoProperty;
import org.jdbi.v3.core.mapper.reflect.internal.PojoTypes;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a class by its properties, as Jdbi's own mappers see them. Immutable.
 *
 * @param properties in the order of their names
 */
record PojoShape<R>(PojoProperties<R> pojo, List<PojoProperty<R>> properties) {

    /** The shape of a registered immutable, or of a bean. */
    static <R> Shape<R> of(Class<R> rowType, ConfigRegistry config) {
        Optional<PojoProperties<?>> registered = config.get(PojoTypes.class).findFor(rowType);
        return registered.isPresent()
                ? of(rowType, registered.get(), name -> true)
                : of(rowType, BeanPropertiesFactory.propertiesFor(rowType, config), settable(rowType)::contains);
    }

    @SuppressWarnings("unchecked")
    private static <R> Shape<R> of(Class<R> rowType, PojoProperties<?> properties, Predicate<String> isMade) {
        PojoProperties<R> pojo = (PojoProperties<R>) properties;
        List<PojoProperty<R>> mapped = pojo.getProperties().values().stream()
                .map(property -> (PojoProperty<R>) property)
                .filter(property -> isMade.test(property.getName()))
                .filter(property -> property.getAnnotation(JdbiProperty.class)
                        .map(JdbiProperty::map)
                        .orElse(true))
                .sorted(Comparator.comparing(PojoProperty::getName))
                .toList();
        PojoShape<R> all = new PojoShape<>(pojo, mapped);
        Shape<R> shape = Shape.of(rowType, all::make);
        for (PojoProperty<R> property : mapped) {
            shape = with(shape, property);
        }
        return shape;
    }

    /** A getter alone computes something: no column is made of it. */
    private static Set<String> settable(Class<?> bean) {
        try {
            return Arrays.stream(Introspector.getBeanInfo(bean).getPropertyDescriptors())
                    .filter(property -> property.getReadMethod() != null && property.getWriteMethod() != null)
                    .map(PropertyDescriptor::getName)
                    .collect(Collectors.toSet());
        } catch (IntrospectionException e) {
            throw new IllegalArgumentException(bean.getName() + " must be a bean", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <R> Shape<R> with(Shape<R> shape, PojoProperty<R> property) {
        Type type = property.getQualifiedType().getType();
        Class<Object> erased = (Class<Object>) GenericTypes.getErasedType(type);
        return shape.with(property.getName(), erased, type, new PropertyAnnotations(property), property::get);
    }

    private R make(@Nullable Object[] values) {
        PojoBuilder<R> builder = pojo.create();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                builder.set(properties.get(i), value);
            }
        }
        return builder.build();
    }

    /** The annotations that Jdbi looks for on a property: it shows no others. */
    private record PropertyAnnotations(PojoProperty<?> property) implements AnnotatedElement {

        @Override
        public <A extends Annotation> @Nullable A getAnnotation(Class<A> type) {
            return property.getAnnotation(type).orElse(null);
        }

        @Override
        public Annotation[] getAnnotations() {
            return Stream.concat(
                            property.getQualifiedType().getQualifiers().stream(),
                            Stream.of(getAnnotation(ColumnName.class), getAnnotation(Nested.class)))
                    .filter(Objects::nonNull)
                    .toArray(Annotation[]::new);
        }

        @Override
        public Annotation[] getDeclaredAnnotations() {
            return getAnnotations();
        }
    }
}
