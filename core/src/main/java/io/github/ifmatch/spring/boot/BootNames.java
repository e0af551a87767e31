package io.github.ifmatch.spring.boot;

/** Classes by their names: those that Spring Boot 4 has moved, by both. Immutable. */
final class BootNames {

    static final String TABLES = "io.github.ifmatch.spring.boot.IfmatchTablesAutoConfiguration";

    static final String DATA_SOURCE_3 = "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration";
    static final String DATA_SOURCE_4 = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    static final String METERS_3 =
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration";
    static final String METERS_4 =
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration";

    static final String OBSERVATIONS_3 =
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration";
    static final String OBSERVATIONS_4 =
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";

    static final String HEALTH_3 = "org.springframework.boot.actuate.health.HealthIndicator";
    static final String HEALTH_4 = "org.springframework.boot.health.contributor.HealthIndicator";

    private BootNames() {}
}
