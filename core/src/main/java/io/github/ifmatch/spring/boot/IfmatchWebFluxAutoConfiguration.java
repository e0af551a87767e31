package io.github.ifmatch.spring.boot;

import io.github.ifmatch.spring.web.IfmatchWebFlux;
import io.github.ifmatch.spring.web.VersionedAdvice;
import io.github.ifmatch.spring.web.WebRows;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Conditional requests in WebFlux: {@code @IfMatch} and problem details.
 *
 * <p>{@code ifmatch.web.problems=false} leaves the exceptions to the application. Thread-safe.
 */
@AutoConfiguration
@ConditionalOnClass(WebFluxConfigurer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class IfmatchWebFluxAutoConfiguration {

    /** Called by Spring. */
    public IfmatchWebFluxAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    WebRows ifmatchWebRows(ListableBeanFactory beans) {
        return WebRows.ofBeans(beans);
    }

    @Bean
    @ConditionalOnMissingBean
    IfmatchWebFlux ifmatchWebFlux(WebRows rows) {
        return new IfmatchWebFlux(rows);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "ifmatch.web.problems", matchIfMissing = true)
    VersionedAdvice ifmatchVersionedAdvice(WebRows rows) {
        return new VersionedAdvice(rows);
    }
}
