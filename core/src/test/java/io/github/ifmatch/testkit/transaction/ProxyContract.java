package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.UnknownOutcomeException.Resolution;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.CuttingProxy;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts share whose connections are cut: the proxy, pools that go through it, what became of a transaction. */
abstract class ProxyContract extends AccountContract {

    CuttingProxy proxy;

    @BeforeEach
    void listen() {
        needs(Feature.REMOTE);
        proxy = CuttingProxy.to(database.port());
    }

    @AfterEach
    void close() {
        if (proxy != null) {
            proxy.close();
        }
    }

    final HikariDataSource throughProxy(boolean autocommit) {
        return throughProxy(config -> config.setAutoCommit(autocommit));
    }

    final HikariDataSource throughProxy(Consumer<HikariConfig> settings) {
        return pool(config -> {
            config.setJdbcUrl(config.getJdbcUrl().replaceFirst(":" + database.port() + "\\b", ":" + proxy.port()));
            config.setConnectionTimeout(5_000);
            settings.accept(config);
        });
    }

    /** The server needs a moment to see that its client is gone. */
    private static Resolution resolved(UnknownOutcomeException e) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
        Resolution resolution = e.resolve();
        while (resolution == Resolution.UNKNOWN && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(5);
            resolution = e.resolve();
        }
        return resolution;
    }

    final void assertResolved(UnknownOutcomeException e, CuttingProxy.Cut cut) throws InterruptedException {
        if (database.has(Feature.TRANSACTION_STATUS)) {
            assertThat(resolved(e))
                    .isEqualTo(cut == CuttingProxy.Cut.AFTER ? Resolution.COMMITTED : Resolution.ROLLED_BACK);
        } else {
            assertThat(e.resolve()).isEqualTo(Resolution.UNKNOWN);
        }
    }
}
