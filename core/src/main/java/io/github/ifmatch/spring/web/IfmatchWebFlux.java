package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/**
 * Makes WebFlux resolve {@link IfMatch}.
 *
 * <p>Spring Boot configures it. Without Boot, declare it beside {@link VersionedAdvice} as a bean. ETags are not written: return {@code
 * ResponseEntity.ok().eTag(tags.of(row).toString()).body(row)}, whose conditional GET WebFlux answers. Thread-safe.
 */
public final class IfmatchWebFlux implements WebFluxConfigurer {

    private final WebRows rows;

    /** For these rows. */
    public IfmatchWebFlux(WebRows rows) {
        this.rows = requireNonNull(rows, "rows must not be null");
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new IfMatchReactiveResolver(rows));
    }
}
