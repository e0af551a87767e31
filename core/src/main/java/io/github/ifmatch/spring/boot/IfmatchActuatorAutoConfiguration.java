package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Counts;
import io.github.ifmatch.micrometer.MeterListener;
import io.github.ifmatch.micrometer.ObservationWatcher;
import io.github.ifmatch.micrometer.TimerWatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
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
 * <p>The meters are those of {@link MeterListener}. Each operation is observed by {@link ObservationWatcher}, of which Spring Boot's own
 * handler makes timers and, where there is a tracer, spans; where observations are off, {@link TimerWatcher} makes the timers. Nothing is
 * counted for the endpoint unless it is exposed. Health needs {@code management.health.ifmatch.enabled=true}: the schema seldom changes while an application runs. Thread-safe.
 */
@AutoConfiguration(
        afterName = {
            BootNames.TABLES,
            BootNames.METERS_3,
            BootNames.METERS_4,
            BootNames.OBSERVATIONS_3,
            BootNames.OBSERVATIONS_4
        })
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
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnSingleCandidate(ObservationRegistry.class)
    static class Observations {

        @Bean
        @ConditionalOnMissingBean
        ObservationWatcher ifmatchObservationWatcher(ObservationRegistry registry) {
            return new ObservationWatcher(registry);
        }
    }

    /** Of an observation Spring Boot makes a timer, too: one of the two is enough. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnSingleCandidate(MeterRegistry.class)
    @ConditionalOnMissingBean(type = "io.micrometer.observation.ObservationRegistry")
    static class Timers {

        @Bean
        @ConditionalOnMissingBean
        TimerWatcher ifmatchTimerWatcher(MeterRegistry registry) {
            return new TimerWatcher(registry);
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
