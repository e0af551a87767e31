package io.github.ifmatch.spring.boot;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether the tables fit the schema, for the health of Spring Boot 3. Thread-safe. */
record SchemaHealth3(Verification verification) implements HealthIndicator {

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
