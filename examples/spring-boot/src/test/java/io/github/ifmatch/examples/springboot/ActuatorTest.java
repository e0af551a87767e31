package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Counts;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.micrometer.MeterListener;
import io.github.ifmatch.spring.boot.IfmatchEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the actuator shows of writes. */
class ActuatorTest {

    private final ApplicationContextRunner runner = Contexts.withProducts();
    private final ApplicationContextRunner exposed =
            runner.withPropertyValues("management.endpoints.web.exposure.include=ifmatch");

    @Test
    void meters_countWhatIsCommitted() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            products(context).insert(new Product(1, "Pen", 3, 0));
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(transaction -> {
                        products(context).insert(new Product(2, "Ink", 3, 0));
                        transaction.setRollbackOnly();
                    });

            assertThat(context.getBean(MeterRegistry.class)
                            .get("ifmatch.writes")
                            .tag("table", "products")
                            .tag("outcome", "written")
                            .counter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void meters_withoutARegistry() {
        runner.withPropertyValues("management.simple.metrics.export.enabled=false")
                .withClassLoader(new FilteredClassLoader(MeterRegistry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MeterListener.class));
    }

    @Test
    void endpoint_showsConflicts() {
        exposed.run(context -> {
            VersionedRepository<Product, Long> products = products(context);
            Product first = products.insert(new Product(1, "Pen", 3, 0));
            products.update(first.withStock(2));
            assertThat(products.tryUpdate(first.withStock(1)).isApplied()).isFalse();

            IfmatchEndpoint.Report report =
                    context.getBean(IfmatchEndpoint.class).report();

            assertThat(report.tables())
                    .isEqualTo(Map.of(
                            "products",
                            new IfmatchEndpoint.TableReport(1 / 3.0, Map.of("written", 2L, "conflicted", 1L))));
            assertThat(report.hotRows()).isEqualTo(Map.of("products 1", 1L));
        });
    }

    /** And nothing is counted. */
    @Test
    void endpoint_notExposed() {
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(IfmatchEndpoint.class)
                .doesNotHaveBean(Counts.class));
    }

    @Test
    void health_onlyIfAskedFor() {
        runner.run(context -> assertThat(context).doesNotHaveBean("ifmatchHealthIndicator"));
    }

    @Test
    void health_fits() {
        runner.withPropertyValues("management.health.ifmatch.enabled=true")
                .run(context -> assertThat(health(context)).isEqualTo("UP {}"));
    }

    @Test
    void health_off() {
        runner.withPropertyValues("management.health.ifmatch.enabled=true", "ifmatch.verify=off")
                .run(context -> assertThat(health(context)).isEqualTo("UNKNOWN {}"));
    }

    @Test
    void health_doesNotFit_untilItIsMended() {
        runner.withPropertyValues(
                        "management.health.ifmatch.enabled=true", "ifmatch.verify=warn", "spring.sql.init.mode=never")
                .run(context -> {
                    assertThat(health(context))
                            .isEqualTo("DOWN {products=products (Product) does not fit the database:"
                                    + " there is no such table or view}");

                    context.getBean(JdbcTemplate.class).execute(Product.CREATE);

                    assertThat(health(context)).isEqualTo("UP {}");
                });
    }

    /** It fitted when the application was started. */
    @Test
    void health_schemaChangedSince() {
        runner.withPropertyValues("management.health.ifmatch.enabled=true").run(context -> {
            context.getBean(JdbcTemplate.class).execute("ALTER TABLE products DROP COLUMN name");

            assertThat(health(context)).startsWith("DOWN {products=products (Product) does not fit the database:");
        });
    }

    /** Spring Boot 4 has moved its class. */
    private static String health(BeanFactory context) throws ReflectiveOperationException {
        Object indicator = context.getBean("ifmatchHealthIndicator");
        Method method = indicator.getClass().getMethod("health");
        method.setAccessible(true);
        Object health = method.invoke(indicator);
        Object status = health.getClass().getMethod("getStatus").invoke(health);
        return status + " " + health.getClass().getMethod("getDetails").invoke(health);
    }

    private static VersionedRepository<Product, Long> products(BeanFactory context) {
        return context.getBean(Database.class).repository(Product.TABLE);
    }
}
