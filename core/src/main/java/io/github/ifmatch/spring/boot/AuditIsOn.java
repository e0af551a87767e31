package io.github.ifmatch.spring.boot;

import io.github.ifmatch.spring.boot.IfmatchProperties.AuditMode;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether statements are to be watched. Thread-safe. */
final class AuditIsOn implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                        .bind("ifmatch.audit", AuditMode.class)
                        .orElse(AuditMode.OFF)
                != AuditMode.OFF;
    }
}
