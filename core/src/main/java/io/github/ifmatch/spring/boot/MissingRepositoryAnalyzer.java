package io.github.ifmatch.spring.boot;

import io.github.ifmatch.VersionedRepository;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

/**
 * Says why there is no repository of the type that was asked for, and what to declare.
 *
 * <p>Before Spring Boot's own analyzer, which knows of any missing bean only that it is missing. Thread-safe.
 */
@Order(0)
final class MissingRepositoryAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

    private static final String INJECTED = ", and its repository can be injected: @Bean Table<";

    private final BeanFactory beanFactory;

    MissingRepositoryAnalyzer(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException missing, @Nullable String place) {
        ResolvableType wanted = missing.getResolvableType();
        if (wanted == null
                || wanted.resolve() != VersionedRepository.class
                || missing instanceof NoUniqueBeanDefinitionException
                || !(beanFactory instanceof ConfigurableListableBeanFactory beans)
                || beans.getBeanNamesForType(wanted, true, false).length > 0) { // a qualifier keeps it away
            return null;
        }
        String asker = place == null ? "A bean" : place;
        return new FailureAnalysis(
                asker + " required a bean of type '" + wanted + "' that could not be found.\n\n"
                        + new RepositoryLack(beans).reason(),
                action(beans, wanted),
                missing);
    }

    private static String action(ConfigurableListableBeanFactory beans, ResolvableType wanted) {
        return new RepositoryLack(beans).remedy().orElseGet(() -> "Declare a table bean with " + types(wanted) + ">");
    }

    private static String types(ResolvableType wanted) {
        return wanted.hasGenerics() && !wanted.hasUnresolvableGenerics()
                ? "these very types" + INJECTED
                        + Arrays.stream(wanted.getGenerics())
                                .map(MissingRepositoryAnalyzer::shortName)
                                .collect(Collectors.joining(", "))
                : "the types of its rows and ids" + INJECTED + "Order, Long";
    }

    private static String shortName(ResolvableType type) {
        String name = ClassUtils.getShortName(type.toClass());
        return type.hasGenerics()
                ? name
                        + Arrays.stream(type.getGenerics())
                                .map(MissingRepositoryAnalyzer::shortName)
                                .collect(Collectors.joining(", ", "<", ">"))
                : name;
    }
}
