package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.write.AuditContract;

/** What the dialect sends passes the audit. */
class SqliteAuditTest extends AuditContract {

    private static final TestDatabase DATABASE = new SqliteTestDatabase(new SqliteDialect());

    SqliteAuditTest() {
        database = DATABASE;
    }
}
