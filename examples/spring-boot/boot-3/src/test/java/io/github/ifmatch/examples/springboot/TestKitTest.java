package io.github.ifmatch.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Rule;
import io.github.ifmatch.testkit.race.Race;
import io.github.ifmatch.testkit.race.TabCheck;
import io.github.ifmatch.testkit.race.TwoTabs;
import io.github.ifmatch.testkit.tool.AuditExtension;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test kit under JUnit 5, which comes with Spring Boot 3.5; everywhere else it runs under JUnit 6. */
class TestKitTest {

    private static final Audit AUDIT = Audit.of(Product.TABLE);

    @RegisterExtension
    static final AuditExtension NO_BYPASS = AuditExtension.of(AUDIT);

    @Test
    void thisIsJUnit5() {
        assertThat(Test.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("junit-jupiter-api-5.");
    }

    @Test
    void twoTabs_race_faults_audit() {
        Contexts.withProducts().run(context -> {
            FaultyDataSource faulty = FaultyDataSource.of(context.getBean(DataSource.class));
            VersionedRepository<Product, Long> products =
                    VersionedRepository.of(AUDIT.watch(faulty.dataSource()), Product.TABLE);
            long id = products.insert(new Product(0, "Pen", 10, 0)).id();

            assertThat(TwoTabs.of(() -> products.get(id))
                            .edit(n -> n, Product::withStock)
                            .save(products::tryUpdate)
                            .stored(() -> products.get(id).stock())
                            .run())
                    .losesNothing()
                    .tried(TabCheck.STALE_SAVE, TabCheck.SLOW_SAVE, TabCheck.RELOAD);
            assertThat(Race.of(n -> n, () -> products.get(id).stock())
                            .path("page", () -> products.get(id), (row, n) -> products.tryUpdate(row.withStock(n)))
                            .version(() -> products.get(id).version())
                            .rounds(5)
                            .run())
                    .losesNothing();
            faulty.on(Rule.statements("UPDATE products").first(1)).fail("23514");
            assertThatThrownBy(() -> products.modify(id, product -> product.withStock(1)))
                    .hasRootCauseInstanceOf(SQLException.class);
        });
    }
}
