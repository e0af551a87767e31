package io.github.ifmatch.engine.mapping;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a component. Each is wherever its target allows: of a record's, the compiler puts it on the component
 * itself, on the accessor, on the constructor's parameter. Immutable.
 */
final class ComponentAnnotations implements AnnotatedElement {

    private final List<Annotation> annotations;

    ComponentAnnotations(RecordComponent component) {
        Set<Annotation> all = new LinkedHashSet<>(List.of(component.getAnnotations()));
        all.addAll(List.of(component.getAccessor().getAnnotations()));
        all.addAll(ofParameter(component));
        this.annotations = List.copyOf(all);
    }

    private ComponentAnnotations(List<Annotation> annotations) {
        this.annotations = annotations;
    }

    /** Those of all these elements: of a property's field, getter and setter. */
    static ComponentAnnotations of(Stream<? extends AnnotatedElement> elements) {
        return new ComponentAnnotations(elements.flatMap(element -> Stream.of(element.getAnnotations()))
                .distinct()
                .toList());
    }

    private static List<Annotation> ofParameter(RecordComponent component) {
        RecordComponent[] components = component.getDeclaringRecord().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        int place =
                Arrays.stream(components).map(RecordComponent::getName).toList().indexOf(component.getName());
        try {
            Constructor<?> canonical = component.getDeclaringRecord().getDeclaredConstructor(types);
            return List.of(canonical.getParameterAnnotations()[place]);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(component.getDeclaringRecord() + " has no canonical constructor", e);
        }
    }

    @Override
    public <A extends Annotation> @Nullable A getAnnotation(Class<A> type) {
        return annotations.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Annotation[] getAnnotations() {
        return annotations.toArray(Annotation[]::new);
    }

    @Override
    public Annotation[] getDeclaredAnnotations() {
        return getAnnotations();
    }
}
