package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.write.AuditContract;

/** What the dialect sends passes the audit. */
@NeedsMariaDb
class MariaDbAuditTest extends AuditContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.REPEATABLE_READ);

    MariaDbAuditTest() {
        database = DATABASE;
    }
}
