package io.github.ifmatch.spring.boot;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the tables fit the schema, for the health of Spring Boot 4. Thread-safe. */
record SchemaHealth4(Verification verification) implements HealthIndicator {

    @Override
    public Health health() {
        if (!verification.isOn()) {
            return Health.unknown().build();
        }
        Health.Builder health = Health.up();
        verification.reasons().forEach((bean, reason) -> health.down().withDetail(bean, reason));
        return health.build();
    }
}
