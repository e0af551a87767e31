package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.spring.boot.IfmatchProperties.Verify;
import io.github.ifmatch.verify.Findings;
import io.github.ifmatch.verify.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Holds every table bean against the schema, after the migrations and before the server takes requests.
 *
 * <p>Thread-safe.
 */
final class Verification implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

    private final Database database;
    private final ConfigurableListableBeanFactory beanFactory;
    private final Verify verify;
    private final Severity failsOn;

    Verification(Database database, ConfigurableListableBeanFactory beanFactory, Verify verify, Severity failsOn) {
        this.database = database;
        this.beanFactory = beanFactory;
        this.verify = verify;
        this.failsOn = failsOn;
    }

    /** All tables are looked at, and have their line in the log, before the first failure is thrown. */
    @Override
    public void afterSingletonsInstantiated() {
        if (isOn()) {
            Map<String, VersionedException> failures = failures(Verification::log);
            if (verify == Verify.FAIL && !failures.isEmpty()) {
                throw new MisfitException(failures);
            }
            failures.forEach((bean, failure) -> LOG.warn("The table bean '{}': {}", bean, failure.getMessage()));
        }
    }

    /** Whether anything is looked at. */
    boolean isOn() {
        return verify != Verify.OFF;
    }

    /** Why which table bean does not fit the schema as it is now. */
    Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        failures(findings -> {}).forEach((bean, failure) -> reasons.put(bean, String.valueOf(failure.getMessage())));
        return reasons;
    }

    private static void log(Findings findings) {
        if (findings.atLeast(Severity.WARNING).isEmpty()) {
            LOG.info("{}", findings.line());
        } else {
            LOG.warn("{}", findings);
        }
    }

    private Map<String, VersionedException> failures(Consumer<Findings> all) {
        Map<String, VersionedException> failures = new LinkedHashMap<>();
        for (String bean : TableBeans.names(beanFactory)) {
            try {
                Findings findings = database.inspect(beanFactory.getBean(bean, Table.class));
                all.accept(findings);
                findings.throwOn(failsOn);
            } catch (VersionedException e) {
                failures.put(bean, e);
            }
        }
        return Collections.unmodifiableMap(failures);
    }
}
