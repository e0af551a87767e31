package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.write.AuditContract;

/** What the dialect sends passes the audit. */
class PostgresAuditTest extends AuditContract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    PostgresAuditTest() {
        database = DATABASE;
    }
}
