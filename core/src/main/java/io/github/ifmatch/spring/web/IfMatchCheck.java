package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds each {@link IfMatch} of Spring MVC's controllers that cannot work, before the server takes requests.
 *
 * <p>Looked at are the parameter's type, the path variable, and whether the rows are of exactly one known repository. The last is left to
 * the requests if no repository is known or one is a mock, as in test slices. Nothing is looked at if Spring MVC is not there yet, since
 * all beans are lazy. Spring Boot configures it; without Boot, declare it as a bean. Thread-safe.
 */
public final class IfMatchCheck implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final WebRows rows;

    /** Of the controllers among these beans, for these rows. */
    public IfMatchCheck(ConfigurableListableBeanFactory beans, WebRows rows) {
        this.beans = requireNonNull(beans, "beans must not be null");
        this.rows = requireNonNull(rows, "rows must not be null");
    }

    /**
     * Called by Spring.
     *
     * @throws IllegalStateException if one cannot work; the message names each such method, with the remedy
     */
    @Override
    public void afterSingletonsInstantiated() {
        List<RequestMappingHandlerAdapter> adapters =
                made(RequestMappingHandlerAdapter.class).toList();
        List<String> mistakes = new ArrayList<>();
        made(RequestMappingHandlerMapping.class)
                .map(RequestMappingHandlerMapping::getHandlerMethods)
                .map(Map::entrySet)
                .flatMap(Set::stream)
                .forEach(handler -> Stream.of(handler.getValue().getMethodParameters())
                        .filter(parameter -> isResolved(parameter, adapters))
                        .flatMap(parameter -> mistake(handler.getKey(), handler.getValue(), parameter).stream())
                        .forEach(mistakes::add));
        if (!mistakes.isEmpty()) {
            throw new IllegalStateException(String.join("\n", mistakes));
        }
    }

    /** Those that are there, so that nothing lazy is made for this. */
    private <T> Stream<T> made(Class<T> type) {
        return Stream.of(beans.getBeanNamesForType(type, false, false))
                .filter(beans::containsSingleton)
                .map(name -> beans.getBean(name, type));
    }

    /** Whether it is ours: a {@link io.github.ifmatch.http.Decision} may be resolved by somebody else, as {@code @RequestAttribute}. */
    private static boolean isResolved(MethodParameter parameter, List<RequestMappingHandlerAdapter> adapters) {
        return IfMatchParameter.is(parameter)
                && adapters.stream()
                        .map(RequestMappingHandlerAdapter::getArgumentResolvers)
                        .flatMap(resolvers -> Stream.ofNullable(resolvers)
                                .flatMap(List::stream)
                                .filter(resolver -> resolver.supportsParameter(parameter))
                                .limit(1))
                        .anyMatch(IfMatchArgumentResolver.class::isInstance);
    }

    private Optional<String> mistake(RequestMappingInfo mapping, HandlerMethod method, MethodParameter parameter) {
        try {
            IfMatchParameter asked = IfMatchParameter.of(parameter);
            mapping.getPatternValues().forEach(asked::requireVariable);
            return rows.mistake(asked.rowType())
                    .map(mistake -> mistake + " " + method.getMethod().toGenericString());
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
