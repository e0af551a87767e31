package io.github.ifmatch.spring.boot;

import io.github.ifmatch.spring.web.IfMatchCheck;
import io.github.ifmatch.spring.web.IfmatchMvc;
import io.github.ifmatch.spring.web.RowTagAdvice;
import io.github.ifmatch.spring.web.VersionedAdvice;
import io.github.ifmatch.spring.web.WebRows;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Conditional requests in Spring MVC: {@code @IfMatch}, problem details, ETags.
 *
 * <p>{@code ifmatch.web.problems=false} leaves the exceptions to the application, {@code ifmatch.web.tags=false} the ETags. Thread-safe.
 */
@AutoConfiguration
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class IfmatchWebMvcAutoConfiguration {

    /** Called by Spring. */
    public IfmatchWebMvcAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    WebRows ifmatchWebRows(ListableBeanFactory beans) {
        return WebRows.ofBeans(beans);
    }

    @Bean
    @ConditionalOnMissingBean
    IfmatchMvc ifmatchMvc(WebRows rows) {
        return new IfmatchMvc(rows);
    }

    /** Not lazy, as a {@code SmartInitializingSingleton} never is; it makes nothing that is. */
    @Bean
    @ConditionalOnMissingBean
    IfMatchCheck ifmatchCheck(ConfigurableListableBeanFactory beans, WebRows rows) {
        return new IfMatchCheck(beans, rows);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "ifmatch.web.problems", matchIfMissing = true)
    VersionedAdvice ifmatchVersionedAdvice(WebRows rows) {
        return new VersionedAdvice(rows);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "ifmatch.web.tags", matchIfMissing = true)
    RowTagAdvice ifmatchRowTagAdvice(WebRows rows) {
        return new RowTagAdvice(rows);
    }
}
