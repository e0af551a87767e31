package io.github.ifmatch.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.audit.AuditException;
import io.github.ifmatch.audit.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The audit of statements, turned on by a property. */
@ExtendWith(OutputCaptureExtension.class)
class StatementAuditTest {

    private static final String BYPASS = "UPDATE products SET name = 'secret' WHERE id = 0";

    private final ApplicationContextRunner runner = Contexts.withProducts();

    private static void bypass(ApplicationContext context) {
        context.getBean(JdbcTemplate.class).update(BYPASS);
    }

    @Test
    void byDefault_isOff() {
        runner.run(context -> {
            assertThat(context).doesNotHaveBean(Audit.class);
            bypass(context);
        });
        runner.withPropertyValues("ifmatch.audit=off")
                .run(context -> assertThat(context).doesNotHaveBean(Audit.class));
    }

    @Test
    void report_atTheLineThatCallsSpring(CapturedOutput output) {
        runner.withPropertyValues("ifmatch.audit=report").run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(HikariDataSource.class);
            bypass(context);
            bypass(context);

            assertThat(context.getBean(Audit.class).report().findings())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.kind()).isEqualTo(Finding.Kind.UPDATE);
                        assertThat(finding.statement()).isEqualTo("UPDATE products SET name = ? WHERE id = ?");
                        assertThat(finding.site().getMethodName()).isEqualTo("bypass");
                        assertThat(finding.count()).isEqualTo(2);
                    });
        });

        assertThat(output.getOut())
                .contains("1 statement writes to a versioned table past the version, or may do so:")
                .contains("(2 times)")
                .doesNotContain("secret");
    }

    @Test
    void report_toAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("audit.json");

        runner.withPropertyValues("ifmatch.audit=report", "ifmatch.audit-report=" + file)
                .run(StatementAuditTest::bypass);

        assertThat(Files.readString(file))
                .startsWith("{")
                .contains("\"UPDATE products SET name = ? WHERE id = ?\"")
                .doesNotContain("secret");
    }

    /** Scripts that Spring runs are statements like others. */
    @Test
    void report_script() {
        runner.withPropertyValues("ifmatch.audit=report").run(context -> {
            new ResourceDatabasePopulator(new ByteArrayResource((BYPASS + "; DELETE FROM products").getBytes(UTF_8)))
                    .execute(context.getBean(DataSource.class));

            assertThat(context.getBean(Audit.class).report().findings())
                    .extracting(Finding::kind)
                    .containsExactly(Finding.Kind.UPDATE, Finding.Kind.DELETE);
        });
    }

    /** What Ifmatch sends through Spring, and what Spring Boot sends to fill the database, is no finding. */
    @Test
    void repository_passes(CapturedOutput output) {
        runner.withPropertyValues("ifmatch.audit=report").run(context -> {
            @SuppressWarnings("unchecked")
            VersionedRepository<Product, Long> products = context.getBean(VersionedRepository.class);
            Product product = products.insert(new Product(0, "Pen", 3, 0));
            products.overwrite(products.touch(product), "test");

            assertThat(context.getBean(Audit.class).report().isEmpty()).isTrue();
        });

        assertThat(output.getOut()).contains("No statement writes to a versioned table past the version.");
    }

    @Test
    void fail_refuses() {
        runner.withPropertyValues("ifmatch.audit=fail").run(context -> {
            assertThatThrownBy(() -> bypass(context)).isInstanceOf(AuditException.class);
            assertThat(context.getBean(Audit.class).report().findings()).hasSize(1);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        static Audit audit() {
            return Audit.of().withTable("notes", "version");
        }
    }

    @Test
    void ownAudit_isTaken() {
        runner.withUserConfiguration(Own.class)
                .withPropertyValues("ifmatch.audit=report")
                .run(context -> {
                    bypass(context);

                    assertThat(context.getBean(Audit.class).report().isEmpty()).isTrue();
                });
    }
}
