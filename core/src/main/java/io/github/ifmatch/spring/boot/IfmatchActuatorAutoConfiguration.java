package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Counts;
import io.github.ifmatch.micrometer.MeterListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows what happens to writes in the actuator: meters, the endpoint {@code ifmatch}, and health if asked for.
 *
 * <p>The meters are those of {@link MeterListener}. Nothing is counted for the endpoint unless it is exposed. Health needs {@code
 * management.health.ifmatch.enabled=true}: the schema seldom changes while an application runs. Thread-safe.
 */
@AutoConfiguration(afterName = {BootNames.TABLES, BootNames.METERS_3, BootNames.METERS_4})
@ConditionalOnBean(IfmatchAutoConfiguration.class)
public final class IfmatchActuatorAutoConfiguration {

    IfmatchActuatorAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnSingleCandidate(MeterRegistry.class)
    static class Meters {

        @Bean
        @ConditionalOnMissingBean
        MeterListener ifmatchMeterListener(MeterRegistry registry) {
            return new MeterListener(registry);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    @ConditionalOnAvailableEndpoint(endpoint = IfmatchEndpoint.class)
    static class Endpoints {

        @Bean
        @ConditionalOnMissingBean
        Counts ifmatchCounts() {
            return new Counts();
        }

        @Bean
        @ConditionalOnMissingBean
        IfmatchEndpoint ifmatchEndpoint(Counts counts) {
            return new IfmatchEndpoint(counts);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = BootNames.HEALTH_3)
    @ConditionalOnBean(Verification.class)
    @ConditionalOnBooleanProperty("management.health.ifmatch.enabled")
    static class Health3 {

        @Bean
        @ConditionalOnMissingBean(name = "ifmatchHealthIndicator")
        SchemaHealth3 ifmatchHealthIndicator(Verification verification) {
            return new SchemaHealth3(verification);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = BootNames.HEALTH_4)
    @ConditionalOnBean(Verification.class)
    @ConditionalOnBooleanProperty("management.health.ifmatch.enabled")
    static class Health4 {

        @Bean
        @ConditionalOnMissingBean(name = "ifmatchHealthIndicator")
        SchemaHealth4 ifmatchHealthIndicator(Verification verification) {
            return new SchemaHealth4(verification);
        }
    }
}
