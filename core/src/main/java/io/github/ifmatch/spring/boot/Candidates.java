package io.github.ifmatch.spring.boot;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/** Finds the beans that can be injected by their type alone. None of them is made. Thread-safe. */
final class Candidates {

    private Candidates() {}

    static List<String> names(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
        return Stream.of(beanFactory.getBeanNamesForType(type, true, false))
                .filter(name -> is(beanFactory, name))
                .toList();
    }

    static boolean is(ConfigurableListableBeanFactory beanFactory, String name) {
        if (!beanFactory.containsBeanDefinition(name)) {
            return true; // a singleton that was made elsewhere
        }
        BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
        return definition.isAutowireCandidate()
                && !(definition instanceof AbstractBeanDefinition whole && !whole.isDefaultCandidate());
    }

    /** Only the one that stands out, as the only primary or the only one that is no fallback; else all. */
    static List<String> rivals(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
        List<String> all = names(beanFactory, type);
        List<String> primary = all.stream()
                .filter(name -> isDefined(beanFactory, name, BeanDefinition::isPrimary))
                .toList();
        List<String> first = all.stream()
                .filter(name -> !isDefined(beanFactory, name, BeanDefinition::isFallback))
                .toList();
        if (primary.size() == 1) {
            return primary;
        }
        return primary.isEmpty() && first.size() == 1 ? first : all;
    }

    private static boolean isDefined(
            ConfigurableListableBeanFactory beanFactory, String name, Predicate<BeanDefinition> what) {
        return beanFactory.containsBeanDefinition(name) && what.test(beanFactory.getMergedBeanDefinition(name));
    }
}
