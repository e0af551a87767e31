package io.github.ifmatch.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.AuditExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A test fails at its end, and the next one begins anew. */
class AuditExtensionTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    private final Audit audit = Audit.of(Account.TABLE);
    private final AuditExtension extension = AuditExtension.of(audit);

    private void truncate() throws SQLException {
        Account.create(DATABASE);
        try (Connection connection = audit.watch(DATABASE.dataSource()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE accounts");
        }
    }

    @Test
    void afterEach_findings() throws SQLException {
        extension.beforeEach(null);
        truncate();

        assertThatThrownBy(() -> extension.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("1 statement writes to a versioned table past the version, or may do so:\n"
                        + "1. accounts: TRUNCATE does not check the version\n   TRUNCATE TABLE accounts\n   at ");
        assertThatCode(() -> extension.afterEach(null)).doesNotThrowAnyException();
    }

    @Test
    void beforeEach_forgets() throws SQLException {
        truncate();
        extension.beforeEach(null);

        assertThatCode(() -> extension.afterEach(null)).doesNotThrowAnyException();
    }
}
