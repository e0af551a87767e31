package io.github.ifmatch.dialects;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that start a MariaDB: skipped where none is installed, unless the environment says {@code ENGINES_REQUIRED=true}: then they
 * fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("engines")
@ExtendWith(NeedsMariaDb.Installed.class)
public @interface NeedsMariaDb {

    /** Whether there is one. */
    final class Installed implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return MariaDbProcess.isInstalled() || Boolean.parseBoolean(System.getenv("ENGINES_REQUIRED"))
                    ? enabled("MariaDB is installed, or required")
                    : disabled("no MariaDB is installed: apt-get install mariadb-server; NOT RUN");
        }
    }
}
