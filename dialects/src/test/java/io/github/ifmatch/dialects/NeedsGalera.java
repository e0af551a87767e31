package io.github.ifmatch.dialects;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that start a Galera cluster: skipped where something that it needs is missing, unless the environment says
 * {@code ENGINES_REQUIRED=true}: then they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("engines")
@ExtendWith(NeedsGalera.Installed.class)
@interface NeedsGalera {

    /** Whether there is one. */
    final class Installed implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<String> missing = GaleraCluster.missing();
            return missing.isEmpty() || Boolean.parseBoolean(System.getenv("ENGINES_REQUIRED"))
                    ? enabled("Galera is installed, or required")
                    : disabled(
                            missing.get() + " is missing: apt-get install mariadb-server galera-4 rsync lsof; NOT RUN");
        }
    }
}
