package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.audit.AuditException;
import io.github.ifmatch.audit.AuditReport;
import io.github.ifmatch.audit.Finding;
import io.github.ifmatch.testkit.tool.AuditExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What audit.md shows, on H2. */
class AuditTest {

    private final DataSource dataSource = Databases.H2.dataSource();

    @BeforeEach
    void createTable() {
        Databases.createProducts(Databases.H2);
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void start() throws SQLException {
        // region audit-start
        Audit audit = Audit.of(Product.TABLE).withTable("legacy_prices", "lock_version");
        DataSource watched = audit.watch(dataSource);
        // endregion

        execute(watched, "UPDATE products SET price = 5 WHERE id = 7");

        // region audit-report
        AuditReport report = audit.report();
        String forPeople = report.toText();
        String forPrograms = report.toJson();
        List<Finding> findings = report.findings();
        // endregion
        assertThat(forPeople.replaceAll("\\d+\\)", "27)").replace(AuditTest.class.getName() + ".execute", "shop.PriceJob.run"))
                .isEqualTo(
                        """
                        1 statement writes to a versioned table past the version, or may do so:
                        1. products: UPDATE does not check the version, does not advance the version
                           UPDATE products SET price = ? WHERE id = ?
                           at shop.PriceJob.run(AuditTest.java:27)""");
        assertThat(forPrograms).contains("\"kind\":\"update\"");
        assertThat(findings).hasSize(1);
    }

    @Test
    void settings() {
        List<Finding> told = new ArrayList<>();
        // region audit-settings
        Audit audit = Audit.of(Product.TABLE)
                .throwing() // an AuditException in place of the statement
                .withCalls() // report procedures, too
                .withListener(told::add) // once for each finding
                .ignoringCallsFrom("org.flywaydb.") // migrations may do it
                .skippingFrames("shop.sql."); // the application's own layer above JDBC
        // endregion

        DataSource watched = audit.watch(dataSource);
        assertThatThrownBy(() -> execute(watched, "DELETE FROM products")).isInstanceOf(AuditException.class);
        assertThat(told).hasSize(1);
    }

    // region audit-extension
    private static final Audit AUDIT = Audit.of(Product.TABLE);

    @RegisterExtension
    static final AuditExtension NO_BYPASS = AuditExtension.of(AUDIT);

    private final DataSource watched = AUDIT.watch(Databases.H2.dataSource());

    @Test
    void update_isChecked() {
        VersionedRepository<Product, Long> products = VersionedRepository.of(watched, Product.TABLE);

        products.modify(7L, product -> product.withStock(3));
    }
    // endregion
}
