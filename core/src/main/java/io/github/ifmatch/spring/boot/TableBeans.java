package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.ResolvableType;

/** Finds the tables among the beans. Thread-safe. */
final class TableBeans {

    private TableBeans() {}

    /** Without those that are no candidates where beans are injected by type alone. None of them is made. */
    static List<String> names(ConfigurableListableBeanFactory beanFactory) {
        return Stream.of(beanFactory.getBeanNamesForType(Table.class, true, false))
                .filter(name -> isCandidate(beanFactory, name))
                .toList();
    }

    private static boolean isCandidate(ConfigurableListableBeanFactory beanFactory, String name) {
        if (!beanFactory.containsBeanDefinition(name)) {
            return true; // a singleton that was made elsewhere
        }
        BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
        return definition.isAutowireCandidate()
                && !(definition instanceof AbstractBeanDefinition whole && !whole.isDefaultCandidate());
    }

    /** {@code Table<R, ID>}, if its declaration says of both types what they are. */
    static Optional<ResolvableType> type(ConfigurableListableBeanFactory beanFactory, String name) {
        if (!beanFactory.containsBeanDefinition(name)) {
            return Optional.empty();
        }
        ResolvableType type =
                beanFactory.getMergedBeanDefinition(name).getResolvableType().as(Table.class);
        return type.hasGenerics() && !type.hasUnresolvableGenerics() && !hasWildcards(type)
                ? Optional.of(type)
                : Optional.empty();
    }

    private static boolean hasWildcards(ResolvableType type) {
        return Stream.of(type.getGenerics())
                .anyMatch(generic -> generic.getType() instanceof java.lang.reflect.WildcardType);
    }
}
