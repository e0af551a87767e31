package io.github.ifmatch.jdbi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizingAnnotation;

/**
 * The names that a method's parameters are bound by. Immutable.
 *
 * @param isOpen whether there can be others: a bean's, a map's, those of a customizer of somebody's own
 */
record Bindable(Set<String> names, boolean isOpen) {

    static Bindable of(Method method) {
        Set<String> names = new HashSet<>();
        boolean isOpen = Arrays.stream(method.getAnnotations()).anyMatch(Bindable::isOthers);
        for (Parameter parameter : method.getParameters()) {
            Bind bind = parameter.getAnnotation(Bind.class);
            if (bind != null && !bind.value().isEmpty()) {
                names.add(bind.value());
            } else if (parameter.isNamePresent()) {
                names.add(parameter.getName());
            } else {
                isOpen |= bind == null; // Jdbi tells the other, when the method is called
            }
            isOpen |= Arrays.stream(parameter.getAnnotations()).anyMatch(Bindable::isOthers);
        }
        return new Bindable(names, isOpen);
    }

    private static boolean isOthers(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        return type != Bind.class
                && type != VersionCheck.class
                && type.isAnnotationPresent(SqlStatementCustomizingAnnotation.class);
    }

    /** Whether nothing can be bound by this name. */
    boolean lacks(String name) {
        return !isOpen && !names.contains(name);
    }
}
