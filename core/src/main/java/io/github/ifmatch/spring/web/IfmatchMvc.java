package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Makes Spring MVC resolve {@link IfMatch}, and look at a stale tag before content that is wrong.
 *
 * <p>Spring Boot configures it. Without Boot, declare it beside {@link VersionedAdvice} and {@link RowTagAdvice} as a bean. Thread-safe.
 */
public final class IfmatchMvc implements WebMvcConfigurer {

    private final WebRows rows;

    /** For these rows. */
    public IfmatchMvc(WebRows rows) {
        this.rows = requireNonNull(rows, "rows must not be null");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new IfMatchArgumentResolver(rows));
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(0, new ContentProblems(rows, resolvers));
    }
}
