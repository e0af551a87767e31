package io.github.ifmatch.examples.benchmarks;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that starts a MariaDB: skipped where none is installed, unless the environment says {@code ENGINES_REQUIRED=true}: then it
 * fails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("engines")
@ExtendWith(NeedsMariaDb.Installed.class)
public @interface NeedsMariaDb {

    /** Whether there is one. */
    final class Installed implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return MariaDbServer.isInstalled() || Boolean.parseBoolean(System.getenv("ENGINES_REQUIRED"))
                    ? enabled("MariaDB is installed, or required")
                    : disabled(MariaDbServer.MISSING + "; NOT RUN");
        }
    }
}
