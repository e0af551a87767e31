package io.github.ifmatch.examples.model;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that runs spin: skipped where it is not installed, unless the environment says {@code MODEL_REQUIRED=true}: then it fails. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSpin.Installed.class)
@interface NeedsSpin {

    /** Whether it is, and a compiler with it. */
    final class Installed implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Spin.missing().isEmpty() || Boolean.parseBoolean(System.getenv("MODEL_REQUIRED"))
                    ? enabled("spin and gcc are installed, or required")
                    : disabled("not installed: " + String.join(", ", Spin.missing())
                            + " (Debian: apt-get install spin gcc); NOT RUN");
        }
    }
}
