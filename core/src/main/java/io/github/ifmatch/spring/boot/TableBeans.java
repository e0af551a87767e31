package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/** Finds the tables among the beans. Thread-safe. */
final class TableBeans {

    private TableBeans() {}

    /** Without those that are no candidates where beans are injected by type alone. None of them is made. */
    static List<String> names(ConfigurableListableBeanFactory beanFactory) {
        return Candidates.names(beanFactory, Table.class);
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
